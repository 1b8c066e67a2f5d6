"""The endpoint under `/health`."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.api.errors import error_responses
from app.core.database import AsyncSessionLocal
from app.core.redis import redis_manager

router = APIRouter(tags=["health"])

State = Literal["ok", "unavailable"]


class HealthResponse(BaseModel):
    """What works. Without the cache, all answers come from the database."""

    status: Literal["ok", "degraded"]
    database: State
    cache: State


@router.get("/health", responses=error_responses() | {503: {"model": HealthResponse}})
async def check_health(
    response: Response,
    require: Annotated[Literal["database"] | None, Query()] = None,
) -> HealthResponse:
    """Tell that the service answers, and what of it works.

    Args:
        response: What becomes the answer.
        require: What the caller cannot do without: where it does not work, the status
            is 503. A readiness probe asks for the database; a liveness probe must not,
            as a restart would not bring it back.

    Returns:
        The state of each part.
    """
    try:
        # Its own session: where all places are taken, it has to answer nevertheless.
        async with asyncio.timeout(1), AsyncSessionLocal() as db:
            await db.execute(text("SELECT 1"))
        database: State = "ok"
    except (SQLAlchemyError, OSError, TimeoutError):
        database = "unavailable"
    cache: State = "ok" if await redis_manager.health_check() else "unavailable"
    if require == "database" and database != "ok":
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    works = database == cache == "ok"
    return HealthResponse(
        status="ok" if works else "degraded", database=database, cache=cache
    )
