"""The application: its routers, and how errors are answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from operator import attrgetter

from fastapi import FastAPI

from app.core.config import settings
from app.core.logging import configure_logging
from app.infrastructure.database.base import engine
from app.presentation.api.v1.routers import auth, health, user
from app.presentation.errors import register_error_handlers
from app.presentation.middleware import add_middleware


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Log from the start, and close the connections to the database at the end."""
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
app.include_router(health.router, prefix="/health", tags=["health"])
app.include_router(auth.router, prefix="/auth", tags=["auth"])
app.include_router(user.router, prefix="/users", tags=["users"])
