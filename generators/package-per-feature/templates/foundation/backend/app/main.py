"""The application: its tables, its routers, and how errors are answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from operator import attrgetter

from fastapi import Depends, FastAPI

from app.api.v1.endpoints import router
from app.core.config import settings
from app.core.db import despite_others, engine
from app.core.errors import error_responses, register_error_handlers
from app.core.logging import configure_logging
from app.core.middleware import add_middleware
from app.core.readiness import require_database
from app.users import models as users_models


@despite_others
def create_tables() -> None:
    """Create the tables that are missing."""
    users_models.Base.metadata.create_all(bind=engine)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Log, create the tables that are missing, and close the connections at the end."""
    configure_logging()
    create_tables()
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
app.include_router(router, prefix=settings.API_V1_PREFIX)


@app.get("/health", tags=["health"])
def check_health() -> dict[str, str]:
    """Tell that the service answers."""
    return {"status": "ok"}


@app.get(
    "/health/ready",
    tags=["health"],
    dependencies=[Depends(require_database)],
    responses=error_responses(),
)
def check_readiness() -> dict[str, str]:
    """Tell that what requests need is there, too."""
    return {"status": "ok"}
