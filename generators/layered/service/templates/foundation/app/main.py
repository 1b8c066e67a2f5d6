"""The application: its routers, and how errors are answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from operator import attrgetter

from fastapi import Depends, FastAPI

from app.api.errors import error_responses, register_error_handlers
from app.api.middleware import add_middleware
from app.api.v1.router import router
from app.core.config import settings
from app.core.database import engine
from app.core.logging import configure_logging
from app.core.readiness import require_database


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Log from the start, and close the connections to the database at the end."""
    configure_logging()
    yield
    await engine.dispose()


app = FastAPI(
    title=settings.PROJECT_NAME,
    lifespan=lifespan,
    redirect_slashes=False,
    generate_unique_id_function=attrgetter("name"),
)
add_middleware(app)
register_error_handlers(app)
app.include_router(router, prefix=settings.API_V1_PREFIX)


@app.get("/health", tags=["health"])
async def check_health() -> dict[str, str]:
    """Tell that the service answers."""
    return {"status": "ok"}


@app.get(
    "/health/ready",
    tags=["health"],
    dependencies=[Depends(require_database)],
    responses=error_responses(),
)
async def check_readiness() -> dict[str, str]:
    """Tell that what requests need is there, too."""
    return {"status": "ok"}
