"""The endpoints under `/health`."""

from typing import Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from app.api.errors import error_responses
from app.core.readiness import require_database
from app.core.redis import redis_manager

router = APIRouter(tags=["health"])


class ReadinessResponse(BaseModel):
    """What works. Without the cache, all answers come from the database."""

    status: Literal["ok", "degraded"]
    cache: Literal["ok", "unavailable"]


@router.get("/health")
async def check_health() -> dict[str, str]:
    """Tell that the service answers.

    Returns:
        Always the same.
    """
    return {"status": "ok"}


@router.get(
    "/health/ready",
    dependencies=[Depends(require_database)],
    responses=error_responses(),
)
async def check_readiness() -> ReadinessResponse:
    """Tell that what requests need is there, too, and whether the cache is.

    Returns:
        The state of the service.
    """
    if await redis_manager.health_check():
        return ReadinessResponse(status="ok", cache="ok")
    return ReadinessResponse(status="degraded", cache="unavailable")
