"""Users without a database."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.models.user import User, UserRole
from app.repositories.user_repository import UserRepository
from tests.fakes.repository import FakeRepository


class FakeUserRepository(UserRepository, FakeRepository[User]):
    """Keeps users in memory."""

    def __init__(self) -> None:
        super().__init__(AsyncSession())

    async def get_by_email(self, email: str) -> User | None:
        """Return the user with this address."""
        users = self.rows.values()
        return next((user for user in users if user.email == email.lower()), None)

    async def lock_admins(self) -> set[int]:
        """Return who is an admin; nobody else is there to change that."""
        return {user.id for user in self.rows.values() if user.role == UserRole.ADMIN}
