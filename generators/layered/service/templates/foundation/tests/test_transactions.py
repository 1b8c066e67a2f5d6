"""One transaction for each request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.core import database
from app.models.user import User
from tests.factories.user import make_user


@pytest.fixture
async def sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    engine = database.build_engine(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}")
    async with engine.begin() as connection:
        await connection.run_sync(database.Base.metadata.create_all)
    sessions = async_sessionmaker(engine)
    monkeypatch.setattr(database, "AsyncSessionLocal", sessions)
    yield sessions
    await engine.dispose()


async def test_commits_when_all_went_well(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    async with asynccontextmanager(database.get_db)() as session:
        session.add(make_user(email="ada@example.com"))

    async with sessions() as session:
        emails = (await session.scalars(select(User.email))).all()
    assert emails == ["ada@example.com"]


async def test_rolls_back_when_something_raised(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    async def fail() -> None:
        async with asynccontextmanager(database.get_db)() as session:
            session.add(make_user())
            await session.flush()
            raise RuntimeError("the endpoint failed")

    with pytest.raises(RuntimeError, match="the endpoint failed"):
        await fail()

    async with sessions() as session:
        assert (await session.scalars(select(User))).all() == []
