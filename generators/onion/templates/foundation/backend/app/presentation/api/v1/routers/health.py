"""The endpoint under `/health`."""

from fastapi import APIRouter

from app.presentation.api.v1.schemas.health import HealthResponse

router = APIRouter()


@router.get("")
def check_health() -> HealthResponse:
    """Tell that the service answers."""
    return HealthResponse()
