"""The activity log in the database."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.models.activity_log import ActivityLog
from app.repositories.base import BaseRepository


class ActivityLogRepository(BaseRepository[ActivityLog]):
    """Keeps what happened."""

    def __init__(self, db: AsyncSession) -> None:
        super().__init__(ActivityLog, db)
