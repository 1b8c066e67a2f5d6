from app.application.use_cases.authors.get_author import GetAuthorUseCase
from app.domain.ports.author_repository import AuthorRepository


class DeleteAuthorUseCase:
    def __init__(self, repository: AuthorRepository) -> None:
        self.repository = repository

    def execute(self, author_id: int) -> None:
        GetAuthorUseCase(self.repository).execute(author_id)
        self.repository.delete(author_id)
