from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.books.models import Book


class BookRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def list(self) -> Sequence[Book]:
        result = await self.session.scalars(select(Book).order_by(Book.id))
        return result.all()

    async def get(self, book_id: int) -> Book | None:
        return await self.session.get(Book, book_id)

    async def add(self, book: Book) -> Book:
        self.session.add(book)
        await self.session.commit()
        return book

    async def save(self, book: Book) -> Book:
        await self.session.commit()
        return book

    async def delete(self, book: Book) -> None:
        await self.session.delete(book)
        await self.session.commit()
