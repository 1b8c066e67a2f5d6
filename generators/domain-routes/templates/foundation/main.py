"""The application. It knows top-level routers only; they include those below them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from operator import attrgetter

from fastapi import Depends, FastAPI

from config import settings
from database.connection import engine
from routes.auth import router as auth_router
from routes.profile import router as profile_router
from utils.errors import error_responses, register_error_handlers
from utils.logging import configure_logging
from utils.middleware import add_middleware
from utils.readiness import require_database


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Configure logging at the start, and close the connections at the end."""
    configure_logging()
    yield
    engine.dispose()


app = FastAPI(
    title=settings.PROJECT_NAME,
    lifespan=lifespan,
    redirect_slashes=False,
    generate_unique_id_function=attrgetter("name"),
)
add_middleware(app)
register_error_handlers(app)
app.include_router(auth_router, prefix="/api/v1")
app.include_router(profile_router, prefix="/api/v1")


@app.get("/health", tags=["Health"])
def check_health() -> dict[str, str]:
    """Tell that the service answers."""
    return {"status": "ok"}


@app.get(
    "/health/ready",
    tags=["Health"],
    dependencies=[Depends(require_database)],
    responses=error_responses(),
)
def check_readiness() -> dict[str, str]:
    """Tell that what requests need is there, too."""
    return {"status": "ok"}
