from collections.abc import Sequence

from app.errors import NotFoundError
from app.readers.models import Reader
from app.readers.repository import ReaderRepository
from app.readers.schemas import ReaderCreate, ReaderUpdate


class ReaderService:
    def __init__(self, readers: ReaderRepository) -> None:
        self.readers = readers

    async def list(self) -> Sequence[Reader]:
        return await self.readers.list()

    async def get(self, reader_id: int) -> Reader:
        reader = await self.readers.get(reader_id)
        if reader is None:
            raise NotFoundError("Reader", reader_id)
        return reader

    async def create(self, data: ReaderCreate) -> Reader:
        return await self.readers.add(Reader(**data.model_dump()))

    async def update(self, reader_id: int, data: ReaderUpdate) -> Reader:
        reader = await self.get(reader_id)
        for name, value in data.model_dump(exclude_unset=True).items():
            setattr(reader, name, value)
        return await self.readers.save(reader)

    async def delete(self, reader_id: int) -> None:
        await self.readers.delete(await self.get(reader_id))
