from collections.abc import Iterator

import asyncio

import pytest
from fastapi.testclient import TestClient

from app.core.db import Base, engine
from app.main import app


async def reset() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)


@pytest.fixture
def client() -> Iterator[TestClient]:
    asyncio.run(reset())
    with TestClient(app, headers={"X-User": "ada"}) as client:
        yield client


@pytest.fixture
def visitor(client: TestClient) -> TestClient:
    return TestClient(app)
