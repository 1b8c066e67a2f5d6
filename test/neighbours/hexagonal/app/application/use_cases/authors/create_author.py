from app.domain.entities.author import Author
from app.domain.ports.author_repository import AuthorRepository


class CreateAuthorUseCase:
    def __init__(self, repository: AuthorRepository) -> None:
        self.repository = repository

    def execute(
        self,
        name: str,
        email: str,
    ) -> Author:
        return self.repository.add(
            Author(
                id=None,
                name=name,
                email=email,
            )
        )
