from fastapi import APIRouter, status

from app.application.use_cases.authors.create_author import CreateAuthorUseCase
from app.application.use_cases.authors.delete_author import DeleteAuthorUseCase
from app.application.use_cases.authors.get_author import GetAuthorUseCase
from app.application.use_cases.authors.list_authors import ListAuthorsUseCase
from app.application.use_cases.authors.update_author import UpdateAuthorUseCase
from app.domain.entities.author import Author
from app.presentation.dependencies.author_dependencies import AuthorRepositoryDep
from app.presentation.schemas.author import AuthorCreate, AuthorOut, AuthorUpdate

router = APIRouter(prefix="/authors", tags=["Authors"])


@router.post("", response_model=AuthorOut, status_code=status.HTTP_201_CREATED)
def create_author(data: AuthorCreate, repository: AuthorRepositoryDep) -> Author:
    return CreateAuthorUseCase(repository).execute(
        name=data.name,
        email=data.email,
    )


@router.get("", response_model=list[AuthorOut])
def list_authors(
    repository: AuthorRepositoryDep, limit: int = 20, offset: int = 0
) -> list[Author]:
    return ListAuthorsUseCase(repository).execute(limit, offset)


@router.get("/{author_id}", response_model=AuthorOut)
def get_author(author_id: int, repository: AuthorRepositoryDep) -> Author:
    return GetAuthorUseCase(repository).execute(author_id)


@router.patch("/{author_id}", response_model=AuthorOut)
def update_author(author_id: int, data: AuthorUpdate, repository: AuthorRepositoryDep) -> Author:
    return UpdateAuthorUseCase(repository).execute(author_id, **data.model_dump())


@router.delete("/{author_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_author(author_id: int, repository: AuthorRepositoryDep) -> None:
    DeleteAuthorUseCase(repository).execute(author_id)
