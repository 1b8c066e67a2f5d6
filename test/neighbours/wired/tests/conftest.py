from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from dishka import Provider, Scope, make_async_container, provide
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from app.database import Base
from app.ioc import RepositoryProvider, ServiceProvider
from app.main import app


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    file = tmp_path / "test.db"
    tables = create_engine(f"sqlite:///{file}")
    Base.metadata.create_all(tables)
    tables.dispose()
    maker = async_sessionmaker(
        create_async_engine(f"sqlite+aiosqlite:///{file}"), expire_on_commit=False
    )

    class TestDatabaseProvider(Provider):
        @provide(scope=Scope.REQUEST)
        async def session(self) -> AsyncIterator[AsyncSession]:
            async with maker() as session:
                yield session

    providers = TestDatabaseProvider(), RepositoryProvider(), ServiceProvider()
    app.state.dishka_container = make_async_container(*providers)
    yield TestClient(app)
