"""The engine, and a session for each request."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends
from pydantic_core import to_json
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from config import settings


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


def get_db() -> Iterator[Session]:
    """Open a session for one request; what no service commits is forgotten."""
    with SessionLocal() as session:
        yield session


DbSession = Annotated[Session, Depends(get_db)]
