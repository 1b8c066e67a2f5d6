"""The table of users."""

from datetime import datetime
from typing import Literal

from sqlalchemy import String, true
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from app.core.column_types import UtcDateTime
from app.core.database import Base, utc_now

UserRole = Literal["user", "admin"]


class User(Base):
    """One row of `users`."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    username: Mapped[str] = mapped_column(String(50), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    full_name: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    role: Mapped[str] = mapped_column(String(50), index=True, default="user")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=utc_now, onupdate=utc_now
    )

    @hybrid_property
    def is_superuser(self) -> bool:
        """Whether they are an admin: their role alone says so, here and in queries.

        Returns:
            True for an admin.
        """
        return self.role == "admin"
