"""The application from start to stop."""

from app.core.redis import redis_manager
from app.main import create_app


async def test_has_a_cache_while_it_runs() -> None:
    app = create_app()

    async with app.router.lifespan_context(app):
        assert redis_manager.client is not None

    assert redis_manager.client is None
