from app.application.use_cases.books.get_book import GetBookUseCase
from app.domain.ports.book_repository import BookRepository


class DeleteBookUseCase:
    def __init__(self, repository: BookRepository) -> None:
        self.repository = repository

    def execute(self, book_id: int) -> None:
        GetBookUseCase(self.repository).execute(book_id)
        self.repository.delete(book_id)
