from app.domain.entities.book import Book
from app.infrastructure.models.book import BookModel


class BookMapper:
    @staticmethod
    def to_entity(row: BookModel) -> Book:
        return Book(
            id=row.id,
            title=row.title,
            pages=row.pages,
            isbn=row.isbn,
        )

    @staticmethod
    def to_model(book: Book) -> BookModel:
        return BookModel(
            id=book.id,
            title=book.title,
            pages=book.pages,
            isbn=book.isbn,
        )
