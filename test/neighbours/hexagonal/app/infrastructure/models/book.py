from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.infrastructure.models.base import Base


class BookModel(Base):
    __tablename__ = "books"

    title: Mapped[str] = mapped_column(String(200))
    pages: Mapped[int] = mapped_column()
    isbn: Mapped[str] = mapped_column(String(13))
