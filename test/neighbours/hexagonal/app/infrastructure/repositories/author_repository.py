from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.entities.author import Author
from app.domain.ports.author_repository import AuthorRepository
from app.infrastructure.mappers.author_mapper import AuthorMapper
from app.infrastructure.models.author import AuthorModel


class SqlAuthorRepository(AuthorRepository):
    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, author: Author) -> Author:
        row = AuthorMapper.to_model(author)
        self.session.add(row)
        self.session.commit()
        return AuthorMapper.to_entity(row)

    def get(self, author_id: int) -> Author | None:
        row = self.session.get(AuthorModel, author_id)
        return None if row is None else AuthorMapper.to_entity(row)

    def list(self, limit: int, offset: int) -> list[Author]:
        rows = self.session.scalars(
            select(AuthorModel).order_by(AuthorModel.id).limit(limit).offset(offset)
        )
        return [AuthorMapper.to_entity(row) for row in rows]

    def update(self, author: Author) -> Author:
        row = self.session.merge(AuthorMapper.to_model(author))
        self.session.commit()
        return AuthorMapper.to_entity(row)

    def delete(self, author_id: int) -> None:
        row = self.session.get(AuthorModel, author_id)
        if row is not None:
            self.session.delete(row)
            self.session.commit()

    def find_by_email(self, email: str) -> Author | None:
        row = self.session.scalar(select(AuthorModel).where(AuthorModel.email == email))
        return None if row is None else AuthorMapper.to_entity(row)
