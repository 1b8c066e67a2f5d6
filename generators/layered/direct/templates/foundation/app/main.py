"""The application: its routers, and how errors are answered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from operator import attrgetter

from fastapi import FastAPI

from app.api import health
from app.api.errors import register_error_handlers
from app.api.middleware import add_middleware
from app.api.v1 import auth, users
from app.core.config import settings
from app.core.database import engine
from app.core.logging import configure_logging
from app.core.redis import redis_manager


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Log, use the cache while the application runs, and close what it has opened.

    Yields:
        Nothing: the application runs meanwhile.
    """
    configure_logging()
    redis_manager.initialize()
    yield
    await redis_manager.close()
    await engine.dispose()


def create_app() -> FastAPI:
    """Put the application together.

    Returns:
        The application, ready to be served.
    """
    app = FastAPI(
        title=settings.PROJECT_NAME,
        lifespan=lifespan,
        redirect_slashes=False,
        generate_unique_id_function=attrgetter("name"),
    )
    add_middleware(app)
    register_error_handlers(app)
    app.include_router(health.router)
    app.include_router(auth.router, prefix=settings.API_V1_PREFIX)
    app.include_router(users.router, prefix=settings.API_V1_PREFIX)
    return app


app = create_app()
