from sqlalchemy.orm import Mapped

from app.database import Base


class Item(Base):
    title: Mapped[str]
