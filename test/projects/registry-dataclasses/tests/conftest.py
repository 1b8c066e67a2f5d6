import asyncio

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import StaticPool

from tasks.app import app
from tasks.database import get_session
from tasks.models import table_registry


@pytest.fixture
def client():
    engine = create_async_engine('sqlite+aiosqlite://', poolclass=StaticPool)

    async def create_tables():
        async with engine.begin() as connection:
            await connection.run_sync(table_registry.metadata.create_all)

    async def get_session_override():
        async with AsyncSession(engine, expire_on_commit=False) as session:
            yield session

    asyncio.run(create_tables())
    with TestClient(app) as test_client:
        app.dependency_overrides[get_session] = get_session_override
        yield test_client
    app.dependency_overrides.clear()
