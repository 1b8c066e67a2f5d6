"""Records changes in the activity log, in the transaction that makes them.

What is rolled back leaves no trace: an entry stands for a change that happened.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from app.models.activity_log import Activity
from app.repositories.activity_log_repository import ActivityLogRepository
from app.services.activity_log_service import ActivityLogService


async def log_create(
    db: AsyncSession, *, user_id: int | None, resource_type: str, resource_id: object
) -> None:
    """Record that somebody created something."""
    await _service(db).record(Activity.CREATE, user_id, resource_type, resource_id)


async def log_update(
    db: AsyncSession, *, user_id: int | None, resource_type: str, resource_id: object
) -> None:
    """Record that somebody changed something."""
    await _service(db).record(Activity.UPDATE, user_id, resource_type, resource_id)


async def log_delete(
    db: AsyncSession, *, user_id: int | None, resource_type: str, resource_id: object
) -> None:
    """Record that somebody deleted something."""
    await _service(db).record(Activity.DELETE, user_id, resource_type, resource_id)


def _service(db: AsyncSession) -> ActivityLogService:
    return ActivityLogService(ActivityLogRepository(db))
