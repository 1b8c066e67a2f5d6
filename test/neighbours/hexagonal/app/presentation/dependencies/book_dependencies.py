from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session

from app.domain.ports.book_repository import BookRepository
from app.infrastructure.database import get_session
from app.infrastructure.repositories.book_repository import SqlBookRepository


def get_book_repository(
    session: Annotated[Session, Depends(get_session)],
) -> BookRepository:
    return SqlBookRepository(session)


BookRepositoryDep = Annotated[BookRepository, Depends(get_book_repository)]
