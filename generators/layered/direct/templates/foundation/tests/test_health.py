"""What the service says of its own state."""

import pytest
from httpx import AsyncClient
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    async_sessionmaker,
    create_async_engine,
)

from app.api import health
from app.core.redis import redis_manager


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, connection: AsyncConnection) -> None:
    monkeypatch.setattr(health, "AsyncSessionLocal", async_sessionmaker(connection))


@pytest.fixture
def without_database(
    monkeypatch: pytest.MonkeyPatch, client: AsyncClient
) -> AsyncClient:
    gone = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    monkeypatch.setattr(health, "AsyncSessionLocal", async_sessionmaker(gone))
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
