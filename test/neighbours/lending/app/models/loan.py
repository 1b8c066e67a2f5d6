from enum import Enum

from sqlalchemy import Enum as SqlEnum
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base
from app.models.book import Book


class LoanState(str, Enum):
    open = "open"
    returned = "returned"


class Loan(Base):
    __tablename__ = "loans"

    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(String(200))
    state: Mapped[LoanState] = mapped_column(SqlEnum(LoanState, native_enum=False))
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"), index=True)
    book: Mapped[Book] = relationship()
