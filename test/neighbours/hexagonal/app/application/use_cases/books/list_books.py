from app.domain.entities.book import Book
from app.domain.ports.book_repository import BookRepository


class ListBooksUseCase:
    def __init__(self, repository: BookRepository) -> None:
        self.repository = repository

    def execute(self, limit: int, offset: int) -> list[Book]:
        return self.repository.list(limit, offset)
