"""The record of who changed what."""

from collections.abc import Sequence

from app.models.activity_log import Activity, ActivityLog
from app.repositories.activity_log_repository import ActivityLogRepository
from app.schemas.activity_log import ActivityLogListParams


class ActivityLogService:
    """Writes the log and reads it; nothing in it is ever changed."""

    def __init__(self, repo: ActivityLogRepository) -> None:
        self.repo = repo

    async def record(
        self,
        action: Activity,
        user_id: int | None,
        resource_type: str,
        resource_id: object,
    ) -> ActivityLog:
        """Write down that somebody did something."""
        return await self.repo.create(
            {
                "action": action,
                "user_id": user_id,
                "resource_type": resource_type,
                "resource_id": str(resource_id),
            }
        )

    async def list_activity_logs(
        self, params: ActivityLogListParams
    ) -> tuple[Sequence[ActivityLog], int | None]:
        """Return one page of what matches, and how much matches in all."""
        return await self.repo.get_multi(params), await self.repo.count(params)
