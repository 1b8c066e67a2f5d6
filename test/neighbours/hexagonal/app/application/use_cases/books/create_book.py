from app.domain.entities.book import Book
from app.domain.ports.book_repository import BookRepository


class CreateBookUseCase:
    def __init__(self, repository: BookRepository) -> None:
        self.repository = repository

    def execute(
        self,
        title: str,
        pages: int,
        isbn: str,
    ) -> Book:
        return self.repository.add(
            Book(
                id=None,
                title=title,
                pages=pages,
                isbn=isbn,
            )
        )
