"""What the service says of its cache."""

from collections.abc import Iterator

import pytest
from httpx import AsyncClient
from redis.asyncio import Redis

from app.core.readiness import require_database
from app.core.redis import redis_manager
from app.main import app


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    """Take the database for granted."""
    app.dependency_overrides[require_database] = lambda: None
    yield
    app.dependency_overrides.pop(require_database, None)


async def test_says_that_all_is_well(client: AsyncClient) -> None:
    response = await client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "cache": "ok"}


async def test_is_ready_without_the_cache_and_says_so(client: AsyncClient) -> None:
    redis_manager.initialize(Redis.from_url("redis://127.0.0.1:1"))

    response = await client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "cache": "unavailable"}
