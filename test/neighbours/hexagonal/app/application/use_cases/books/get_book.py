from app.domain.entities.book import Book
from app.domain.errors import NotFoundError
from app.domain.ports.book_repository import BookRepository


class GetBookUseCase:
    def __init__(self, repository: BookRepository) -> None:
        self.repository = repository

    def execute(self, book_id: int) -> Book:
        book = self.repository.get(book_id)
        if book is None:
            raise NotFoundError("book", book_id)
        return book
