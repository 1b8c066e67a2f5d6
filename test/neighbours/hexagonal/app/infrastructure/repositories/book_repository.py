from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.entities.book import Book
from app.domain.ports.book_repository import BookRepository
from app.infrastructure.mappers.book_mapper import BookMapper
from app.infrastructure.models.book import BookModel


class SqlBookRepository(BookRepository):
    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, book: Book) -> Book:
        row = BookMapper.to_model(book)
        self.session.add(row)
        self.session.commit()
        return BookMapper.to_entity(row)

    def get(self, book_id: int) -> Book | None:
        row = self.session.get(BookModel, book_id)
        return None if row is None else BookMapper.to_entity(row)

    def list(self, limit: int, offset: int) -> list[Book]:
        rows = self.session.scalars(
            select(BookModel).order_by(BookModel.id).limit(limit).offset(offset)
        )
        return [BookMapper.to_entity(row) for row in rows]

    def update(self, book: Book) -> Book:
        row = self.session.merge(BookMapper.to_model(book))
        self.session.commit()
        return BookMapper.to_entity(row)

    def delete(self, book_id: int) -> None:
        row = self.session.get(BookModel, book_id)
        if row is not None:
            self.session.delete(row)
            self.session.commit()
