"""Users in the database."""

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.user import User, UserRole
from app.repositories.base import BaseRepository


class UserRepository(BaseRepository[User]):
    """Keeps users; those who are deleted stay as rows, but are not found."""

    def __init__(self, db: AsyncSession) -> None:
        super().__init__(User, db)

    async def get_by_email(self, email: str) -> User | None:
        """Return the user with this address; addresses are stored in lower case."""
        return await self.db.scalar(self._select().filter_by(email=email.lower()))

    async def lock_admins(self) -> set[int]:
        """Return who is an admin; nobody else changes that until all is done."""
        is_admin = and_(User.role == UserRole.ADMIN, User.deleted_at.is_(None))
        admins = select(User.id).where(is_admin).order_by(User.id)
        # In this order, or two who lock them could wait for each other. SQLite has no
        # FOR UPDATE: there, too, an update keeps others out.
        in_order = User.id.in_(admins.with_for_update(key_share=True))
        unchanged = update(User).values(updated_at=User.updated_at)
        locked = unchanged.where(in_order)
        await self.db.execute(locked.execution_options(synchronize_session=False))
        return set(await self.db.scalars(admins))
