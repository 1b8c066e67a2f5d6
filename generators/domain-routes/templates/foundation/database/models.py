"""All models. Rows belong to an owner, and stay when they are deleted."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, MetaData, String, event, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm import Session as OrmSession

from database.column_types import UtcDateTime

# Constraints need names, or later migrations could not drop them.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# What is unique is unique among the rows that are left.
LEFT = text("deleted_at IS NULL")


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """The base of all models; Alembic compares its metadata with the database."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class RowMixin:
    """What every row has: an identity, its times, and whether it is deleted."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4, sort_order=-2)
    created_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=utc_now, sort_order=1
    )
    updated_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=utc_now, onupdate=utc_now, sort_order=1
    )
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, sort_order=1)


@event.listens_for(OrmSession, "before_flush")
def touch_what_changes(session: OrmSession, *_: object) -> None:
    """Move `updated_at` of a row even where only its links change."""
    for row in session.dirty:
        if session.is_modified(row):
            row.updated_at = utc_now()


class OwnedMixin(RowMixin):
    """What every row has that belongs to a user."""

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), sort_order=-1)


class SharedMixin(RowMixin):
    """What every row has that belongs to nobody, such as users themselves."""


class User(SharedMixin, Base):
    """One row of `users`."""

    __tablename__ = "users"
    __table_args__ = (
        Index(
            "uq_users_email",
            "email",
            unique=True,
            sqlite_where=LEFT,
            postgresql_where=LEFT,
        ),
    )

    email: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(50), index=True, default="user")


class Profile(OwnedMixin, Base):
    """One row of `profiles`: what a user tells about themselves."""

    __tablename__ = "profiles"
    __table_args__ = (
        Index(
            "uq_profiles_owner_id",
            "owner_id",
            unique=True,
            sqlite_where=LEFT,
            postgresql_where=LEFT,
        ),
    )

    display_name: Mapped[str] = mapped_column(String(120))
    bio: Mapped[str | None] = mapped_column(String(2000))
