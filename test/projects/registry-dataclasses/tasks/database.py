from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from tasks.settings import DATABASE_URL

engine = create_async_engine(DATABASE_URL)


async def get_session():
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session
