"""Users in the database."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.models.user import User
from app.repositories.base import BaseRepository


class UserRepository(BaseRepository[User]):
    """Keeps users; those who are deleted stay as rows, but are not found."""

    def __init__(self, db: AsyncSession) -> None:
        super().__init__(User, db)

    async def get_by_email(self, email: str) -> User | None:
        """Return the user with this address; addresses are stored in lower case."""
        return await self.db.scalar(self._select().filter_by(email=email.lower()))
