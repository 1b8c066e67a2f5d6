from app.domain.entities.author import Author
from app.domain.ports.author_repository import AuthorRepository


class ListAuthorsUseCase:
    def __init__(self, repository: AuthorRepository) -> None:
        self.repository = repository

    def execute(self, limit: int, offset: int) -> list[Author]:
        return self.repository.list(limit, offset)
