"""The table of who changed what, and when."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.column_types import enum_type
from app.models.base import BaseModel


class Activity(StrEnum):
    """What somebody did."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class ActivityLog(BaseModel):
    """One row of `activity_logs`, without a user where everybody may do it."""

    __tablename__ = "activity_logs"

    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    action: Mapped[Activity] = mapped_column(enum_type(Activity))
    resource_type: Mapped[str] = mapped_column(String(63))
    resource_id: Mapped[str] = mapped_column(String(36))

    __table_args__ = (Index(None, "resource_type", "resource_id"),)
