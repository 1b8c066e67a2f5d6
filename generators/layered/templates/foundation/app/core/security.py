"""Passwords and access tokens."""

from datetime import UTC, datetime, timedelta

import bcrypt
import jwt

from app.core.config import settings

ALGORITHM = "HS256"
LONGEST_PASSWORD = 72


def hash_password(password: str) -> str:
    """Hash a password, which takes a noticeable time on purpose.

    Args:
        password: At most 72 bytes, which is as far as bcrypt reads.

    Returns:
        A salted hash.

    Raises:
        ValueError: The password is longer.
    """
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()


def verify_password(password: str, password_hash: str) -> bool:
    """Compare a password with a hash, which takes a noticeable time on purpose.

    Args:
        password: What somebody typed.
        password_hash: What `hash_password` returned.

    Returns:
        Whether the hash was made of this password.
    """
    given = password.encode()
    # A longer one was never hashed. Saying so at once would take less time than for an
    # address without an account, and give away which it is.
    same = bcrypt.checkpw(given[:LONGEST_PASSWORD], password_hash.encode())
    return same and len(given) <= LONGEST_PASSWORD


def create_access_token(user_id: int) -> str:
    """Issue a token that is valid for a while.

    Args:
        user_id: Who will send it.

    Returns:
        A signed JWT.
    """
    lifetime = timedelta(minutes=settings.ACCESS_TOKEN_EXPIRE_MINUTES)
    claims = {"sub": str(user_id), "exp": datetime.now(UTC) + lifetime}
    secret = settings.SECRET_KEY.get_secret_value()
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


def read_access_token(token: str) -> int | None:
    """Read a token that somebody sent.

    Args:
        token: What `create_access_token` returned, or anything else.

    Returns:
        Whose it is, or None where it is forged, broken or expired.
    """
    try:
        claims = jwt.decode(
            token,
            settings.SECRET_KEY.get_secret_value(),
            algorithms=[ALGORITHM],
            options={"require": ["exp", "sub"]},
        )
    except jwt.InvalidTokenError:
        return None
    subject = str(claims["sub"])
    return int(subject) if subject.isdecimal() else None
