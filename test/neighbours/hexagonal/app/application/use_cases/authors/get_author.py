from app.domain.entities.author import Author
from app.domain.errors import NotFoundError
from app.domain.ports.author_repository import AuthorRepository


class GetAuthorUseCase:
    def __init__(self, repository: AuthorRepository) -> None:
        self.repository = repository

    def execute(self, author_id: int) -> Author:
        author = self.repository.get(author_id)
        if author is None:
            raise NotFoundError("author", author_id)
        return author
