from abc import ABC, abstractmethod

from app.domain.entities.book import Book


class BookRepository(ABC):
    """Where books are kept."""

    @abstractmethod
    def add(self, book: Book) -> Book: ...

    @abstractmethod
    def get(self, book_id: int) -> Book | None: ...

    @abstractmethod
    def list(self, limit: int, offset: int) -> list[Book]: ...

    @abstractmethod
    def update(self, book: Book) -> Book: ...

    @abstractmethod
    def delete(self, book_id: int) -> None: ...
