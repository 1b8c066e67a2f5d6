from fastapi import APIRouter, status

from app.application.use_cases.books.create_book import CreateBookUseCase
from app.application.use_cases.books.delete_book import DeleteBookUseCase
from app.application.use_cases.books.get_book import GetBookUseCase
from app.application.use_cases.books.list_books import ListBooksUseCase
from app.application.use_cases.books.update_book import UpdateBookUseCase
from app.domain.entities.book import Book
from app.presentation.dependencies.book_dependencies import BookRepositoryDep
from app.presentation.schemas.book import BookCreate, BookOut, BookUpdate

router = APIRouter(prefix="/books", tags=["Books"])


@router.post("", response_model=BookOut, status_code=status.HTTP_201_CREATED)
def create_book(data: BookCreate, repository: BookRepositoryDep) -> Book:
    return CreateBookUseCase(repository).execute(
        title=data.title,
        pages=data.pages,
        isbn=data.isbn,
    )


@router.get("", response_model=list[BookOut])
def list_books(
    repository: BookRepositoryDep, limit: int = 20, offset: int = 0
) -> list[Book]:
    return ListBooksUseCase(repository).execute(limit, offset)


@router.get("/{book_id}", response_model=BookOut)
def get_book(book_id: int, repository: BookRepositoryDep) -> Book:
    return GetBookUseCase(repository).execute(book_id)


@router.patch("/{book_id}", response_model=BookOut)
def update_book(book_id: int, data: BookUpdate, repository: BookRepositoryDep) -> Book:
    return UpdateBookUseCase(repository).execute(book_id, **data.model_dump())


@router.delete("/{book_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_book(book_id: int, repository: BookRepositoryDep) -> None:
    DeleteBookUseCase(repository).execute(book_id)
