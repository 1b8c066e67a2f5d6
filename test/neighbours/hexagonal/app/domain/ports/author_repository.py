from abc import ABC, abstractmethod

from app.domain.entities.author import Author


class AuthorRepository(ABC):
    """Where authors are kept."""

    @abstractmethod
    def add(self, author: Author) -> Author: ...

    @abstractmethod
    def get(self, author_id: int) -> Author | None: ...

    @abstractmethod
    def list(self, limit: int, offset: int) -> list[Author]: ...

    @abstractmethod
    def update(self, author: Author) -> Author: ...

    @abstractmethod
    def delete(self, author_id: int) -> None: ...

    @abstractmethod
    def find_by_email(self, email: str) -> Author | None: ...
