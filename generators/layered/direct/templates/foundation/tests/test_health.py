"""What the service says of its own state."""

import pytest
from httpx import AsyncClient
from redis.asyncio import Redis
from sqlalchemy.exc import OperationalError

from app.core.database import get_db
from app.core.redis import redis_manager
from app.main import app


class BrokenSession:
    """A session whose database is gone."""

    async def execute(self, _: object) -> None:
        raise OperationalError("SELECT 1", None, Exception("gone"))


@pytest.fixture
def without_database(client: AsyncClient) -> AsyncClient:
    app.dependency_overrides[get_db] = BrokenSession
    return client


async def test_says_that_all_is_well(client: AsyncClient) -> None:
    response = await client.get("/health", params={"require": "database"})

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "cache": "ok"}


async def test_says_that_the_cache_is_gone(client: AsyncClient) -> None:
    redis_manager.initialize(Redis.from_url("redis://127.0.0.1:1"))

    response = await client.get("/health", params={"require": "database"})

    assert response.status_code == 200
    assert response.json() == {
        "status": "degraded",
        "database": "ok",
        "cache": "unavailable",
    }


async def test_fails_for_a_missing_database_only_where_it_is_required(
    without_database: AsyncClient,
) -> None:
    alive = await without_database.get("/health")
    ready = await without_database.get("/health", params={"require": "database"})

    assert (alive.status_code, ready.status_code) == (200, 503)
    assert alive.json()["database"] == ready.json()["database"] == "unavailable"
