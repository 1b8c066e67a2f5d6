"""The engine, its sessions, and the base of all models."""

from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

from app.core.config import settings
from app.infrastructure.database.types import UtcDateTime

# Constraints need names, or later migrations could not drop them.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def json_text(value: object) -> str:
    """Write JSON, dates, decimals and UUIDs included."""
    return to_json(value).decode()


def build_engine(url: str, **options: Any) -> Engine:
    """Make an engine that behaves alike on SQLite and PostgreSQL."""
    built = create_engine(url, json_serializer=json_text, **options)
    if built.dialect.name == "sqlite":

        @event.listens_for(built, "connect")
        def check_foreign_keys(connection: Any, _: object) -> None:
            connection.execute("PRAGMA foreign_keys=ON")

    return built


engine = build_engine(settings.DATABASE_URL, pool_pre_ping=True)
SessionLocal = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    """The base of all models; Alembic compares its metadata with the database."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class TimestampMixin:
    """When a row was made, and when it was last changed."""

    created_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=utc_now, sort_order=1
    )
    updated_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=utc_now, onupdate=utc_now, sort_order=1
    )
