from app.application.use_cases.books.get_book import GetBookUseCase
from app.domain.entities.book import Book
from app.domain.ports.book_repository import BookRepository


class UpdateBookUseCase:
    def __init__(self, repository: BookRepository) -> None:
        self.repository = repository

    def execute(
        self,
        book_id: int,
        title: str | None = None,
        pages: int | None = None,
        isbn: str | None = None,
    ) -> Book:
        book = GetBookUseCase(self.repository).execute(book_id)
        if title is not None:
            book.title = title
        if pages is not None:
            book.pages = pages
        if isbn is not None:
            book.isbn = isbn
        return self.repository.update(book)
