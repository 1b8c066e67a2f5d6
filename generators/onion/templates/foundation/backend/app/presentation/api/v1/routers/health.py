"""The endpoints under `/health`."""

from fastapi import APIRouter, Depends

from app.presentation.api.v1.dependencies.readiness import require_database
from app.presentation.api.v1.schemas.health import HealthResponse
from app.presentation.errors import error_responses

router = APIRouter()


@router.get("")
def check_health() -> HealthResponse:
    """Tell that the service answers."""
    return HealthResponse()


@router.get(
    "/ready", dependencies=[Depends(require_database)], responses=error_responses()
)
def check_readiness() -> HealthResponse:
    """Tell that what requests need is there, too."""
    return HealthResponse()
