from app.application.use_cases.authors.get_author import GetAuthorUseCase
from app.domain.entities.author import Author
from app.domain.ports.author_repository import AuthorRepository


class UpdateAuthorUseCase:
    def __init__(self, repository: AuthorRepository) -> None:
        self.repository = repository

    def execute(
        self,
        author_id: int,
        name: str | None = None,
        email: str | None = None,
    ) -> Author:
        author = GetAuthorUseCase(self.repository).execute(author_id)
        if name is not None:
            author.name = name
        if email is not None:
            author.email = email
        return self.repository.update(author)
