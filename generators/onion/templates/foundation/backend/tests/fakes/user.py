"""Users without a database, and accounts without cryptography."""

from app.application.interfaces.user import IUserRepository
from app.domain.entities.user import User
from app.domain.schemas.user import UserQuery
from tests.fakes.repository import InMemoryRepository


class InMemoryUserRepository(InMemoryRepository[User, UserQuery], IUserRepository):
    """Keeps users in memory."""

    def get_by_email(self, email: str) -> User | None:
        """Return the user with this address."""
        return self.find("email", email.lower())

    def lock_admins(self) -> set[int]:
        """Return who is an admin; nobody else is there to change that."""
        return {id_ for id_, user in self._entities.items() if user.role == "admin"}


class PlainPasswordHasher:
    """Marks passwords instead of hashing them."""

    def hash(self, password: str) -> str:
        """Return the password with a mark."""
        return f"hashed {password}"

    def verify(self, password: str, password_hash: str) -> bool:
        """Tell whether the mark is of this password."""
        return password_hash == self.hash(password)


class PlainTokenService:
    """Issues tokens that anybody could read."""

    def issue(self, subject: str) -> str:
        """Return the subject with a mark."""
        return f"token of {subject}"

    def read(self, token: str) -> str | None:
        """Return the subject, or None where the mark is missing."""
        return (
            token.removeprefix("token of ") if token.startswith("token of ") else None
        )
