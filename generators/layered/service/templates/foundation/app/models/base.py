"""What all models have in common."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.core.column_types import UtcDateTime
from app.core.database import Base, utc_now


class TimestampMixin:
    """When a row was made, and when it was last changed."""

    created_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=utc_now, sort_order=1
    )
    updated_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=utc_now, onupdate=utc_now, sort_order=1
    )


class SoftDeleteMixin:
    """Rows that are kept, though deleted, because others have to refer to them still.

    Repositories hide them. What has to be unique is unique among those that are left:
    give such a column an index with `deleted_at IS NULL` in place of `unique=True`.
    """

    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, sort_order=2)


class BaseModel(TimestampMixin, Base):
    """The base of every model."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
