from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.infrastructure.models.base import Base


class AuthorModel(Base):
    __tablename__ = "authors"

    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(255))
