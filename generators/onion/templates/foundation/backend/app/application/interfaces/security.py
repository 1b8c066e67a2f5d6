"""The ports to what keeps accounts safe. Adapters match them by shape alone."""

from typing import Protocol


class IPasswordHasher(Protocol):
    """Turns passwords into what may be stored."""

    def hash(self, password: str) -> str:
        """Return a salted hash."""

    def verify(self, password: str, password_hash: str) -> bool:
        """Tell whether the hash was made of this password."""


class ITokenService(Protocol):
    """Issues the tokens that say who is calling."""

    def issue(self, subject: str) -> str:
        """Return a token for this subject that expires by itself."""

    def read(self, token: str) -> str | None:
        """Return the subject, or None for a token that is not valid."""
