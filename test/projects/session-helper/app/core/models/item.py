from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class Item(Base):
    title: Mapped[str] = mapped_column(unique=True)
