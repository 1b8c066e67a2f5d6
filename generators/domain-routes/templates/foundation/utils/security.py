"""Passwords and access tokens."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import bcrypt
import jwt

from config import settings

ALGORITHM = "HS256"
LONGEST_PASSWORD = 72


def hash_password(password: str) -> str:
    """Return a salted hash of a password of at most 72 bytes, as far as bcrypt reads.

    Raises:
        ValueError: the password is longer.
    """
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()


def verify_password(password: str, password_hash: str) -> bool:
    """Tell whether the hash was made of this password."""
    given = password.encode()
    # A longer one was never hashed. Saying so at once would take less time than for an
    # address without an account, and give away which it is.
    same = bcrypt.checkpw(given[:LONGEST_PASSWORD], password_hash.encode())
    return same and len(given) <= LONGEST_PASSWORD


def create_access_token(user_id: UUID) -> str:
    """Return a token for this user that is valid for a while."""
    lifetime = timedelta(minutes=settings.ACCESS_TOKEN_EXPIRE_MINUTES)
    claims = {"sub": str(user_id), "exp": datetime.now(UTC) + lifetime}
    secret = settings.SECRET_KEY.get_secret_value()
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


def read_access_token(token: str) -> UUID | None:
    """Return whose token it is, or None where it is forged, broken or expired."""
    try:
        claims = jwt.decode(
            token,
            settings.SECRET_KEY.get_secret_value(),
            algorithms=[ALGORITHM],
            options={"require": ["exp", "sub"]},
        )
        return UUID(str(claims["sub"]))
    except (jwt.InvalidTokenError, ValueError):
        return None
