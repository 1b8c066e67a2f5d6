"""Tokens, as JWT signed with the installation's secret."""

from datetime import UTC, datetime, timedelta

import jwt

ALGORITHM = "HS256"


class JwtTokenService:
    """Issues tokens that are valid for a while, and reads them."""

    def __init__(self, secret: str, lifetime: timedelta) -> None:
        self.secret = secret
        self.lifetime = lifetime

    def issue(self, subject: str) -> str:
        """Return a token for this subject."""
        claims = {"sub": subject, "exp": datetime.now(UTC) + self.lifetime}
        return jwt.encode(claims, self.secret, algorithm=ALGORITHM)

    def read(self, token: str) -> str | None:
        """Return the subject, or None for a token that is forged, broken or expired."""
        try:
            claims = jwt.decode(
                token,
                self.secret,
                algorithms=[ALGORITHM],
                options={"require": ["exp", "sub"]},
            )
        except jwt.InvalidTokenError:
            return None
        return str(claims["sub"])
