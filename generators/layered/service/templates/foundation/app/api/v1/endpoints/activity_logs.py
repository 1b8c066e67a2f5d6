"""The endpoints under `/activity-logs`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.api.deps import SessionDep, require_roles
from app.api.errors import error_responses
from app.models.user import UserRole
from app.repositories.activity_log_repository import ActivityLogRepository
from app.schemas.activity_log import (
    ActivityLogListParams,
    ActivityLogListResponse,
    ActivityLogResponse,
)
from app.services.activity_log_service import ActivityLogService

router = APIRouter(prefix="/activity-logs", tags=["activity-logs"])


@router.get(
    "/",
    dependencies=[Depends(require_roles([UserRole.ADMIN]))],
    responses=error_responses(401, 403),
)
async def list_activity_logs(
    params: Annotated[ActivityLogListParams, Query()], db: SessionDep
) -> ActivityLogListResponse:
    """Show who changed what, the latest first."""
    service = ActivityLogService(ActivityLogRepository(db))
    items, total = await service.list_activity_logs(params)
    return ActivityLogListResponse(
        total=total, items=[ActivityLogResponse.model_validate(item) for item in items]
    )
