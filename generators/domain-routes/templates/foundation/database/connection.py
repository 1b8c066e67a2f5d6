"""The engine, and a session for each request."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends
from pydantic_core import to_json
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from config import settings
from database.unit_of_work import unit_of_work
from utils.capacity import connections


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


engine = build_engine(
    settings.DATABASE_URL,
    pool_pre_ping=True,
    pool_size=settings.DB_POOL_SIZE,
    max_overflow=settings.DB_MAX_OVERFLOW,
    pool_timeout=settings.DB_POOL_TIMEOUT,
)
SessionLocal = sessionmaker(engine, expire_on_commit=False)


def get_db(
    _: Annotated[None, Depends(connections, scope="function")] = None,
) -> Iterator[Session]:
    """Give a session; commit when the endpoint returns, roll back when it raises."""
    with SessionLocal() as session, unit_of_work(session.begin()):
        yield session


# With scope "function" the commit comes before the answer is sent: when it fails, the
# caller hears of it.
DbSession = Annotated[Session, Depends(get_db, scope="function")]
