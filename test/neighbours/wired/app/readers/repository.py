from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.readers.models import Reader


class ReaderRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def list(self) -> Sequence[Reader]:
        result = await self.session.scalars(select(Reader).order_by(Reader.id))
        return result.all()

    async def get(self, reader_id: int) -> Reader | None:
        return await self.session.get(Reader, reader_id)

    async def add(self, reader: Reader) -> Reader:
        self.session.add(reader)
        await self.session.commit()
        return reader

    async def save(self, reader: Reader) -> Reader:
        await self.session.commit()
        return reader

    async def delete(self, reader: Reader) -> None:
        await self.session.delete(reader)
        await self.session.commit()
