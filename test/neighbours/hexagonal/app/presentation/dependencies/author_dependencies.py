from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session

from app.domain.ports.author_repository import AuthorRepository
from app.infrastructure.database import get_session
from app.infrastructure.repositories.author_repository import SqlAuthorRepository


def get_author_repository(
    session: Annotated[Session, Depends(get_session)],
) -> AuthorRepository:
    return SqlAuthorRepository(session)


AuthorRepositoryDep = Annotated[AuthorRepository, Depends(get_author_repository)]
