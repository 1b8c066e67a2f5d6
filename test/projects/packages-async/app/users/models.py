from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class User(Base):
    phone: Mapped[str] = mapped_column(unique=True, nullable=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
