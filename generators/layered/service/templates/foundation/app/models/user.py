"""The table of users."""

from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import BaseModel, SoftDeleteMixin


class UserRole(StrEnum):
    """What somebody may be; nobody can be anything else."""

    ADMIN = "admin"
    USER = "user"


class User(SoftDeleteMixin, BaseModel):
    """One row of `users`; the activity log refers to it even after it is deleted."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(50), index=True, default=UserRole.USER)


# A deleted account must not keep its address from being used again.
Index(
    None,
    User.email,
    unique=True,
    sqlite_where=User.deleted_at.is_(None),
    postgresql_where=User.deleted_at.is_(None),
)
