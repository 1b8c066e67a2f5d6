from collections.abc import Sequence

from app.books.models import Book
from app.books.repository import BookRepository
from app.books.schemas import BookCreate, BookUpdate
from app.errors import NotFoundError


class BookService:
    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def list(self) -> Sequence[Book]:
        return await self.books.list()

    async def get(self, book_id: int) -> Book:
        book = await self.books.get(book_id)
        if book is None:
            raise NotFoundError("Book", book_id)
        return book

    async def create(self, data: BookCreate) -> Book:
        return await self.books.add(Book(**data.model_dump()))

    async def update(self, book_id: int, data: BookUpdate) -> Book:
        book = await self.get(book_id)
        for name, value in data.model_dump(exclude_unset=True).items():
            setattr(book, name, value)
        return await self.books.save(book)

    async def delete(self, book_id: int) -> None:
        await self.books.delete(await self.get(book_id))
