from collections.abc import AsyncGenerator

from sqlalchemy import StaticPool
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine


class DatabaseHelper:
    def __init__(self, url: str) -> None:
        self.engine = create_async_engine(url, poolclass=StaticPool)
        self.session_factory = async_sessionmaker(self.engine, expire_on_commit=False)

    async def session_getter(self) -> AsyncGenerator[AsyncSession, None]:
        async with self.session_factory() as session:
            yield session


db_helper = DatabaseHelper("sqlite+aiosqlite://")
