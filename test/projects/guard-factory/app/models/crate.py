from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Crate(Base):
    __tablename__ = "crates"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
