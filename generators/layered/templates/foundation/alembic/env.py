"""Alembic's environment: which database, and which tables it should have."""

import asyncio
from logging.config import fileConfig
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.types import TypeDecorator

import app.models  # noqa: F401  # makes all tables known
from app.core.config import settings
from app.core.database import Base

if context.config.config_file_name is not None:
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain ones that they stand for."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


OPTIONS: dict[str, Any] = {
    "target_metadata": Base.metadata,
    "render_item": render_item,
    # SQLite cannot alter most of a table; a batch copies it.
    "render_as_batch": settings.DATABASE_URL.startswith("sqlite"),
}


def migrate_alone() -> None:
    """Run or print them in one transaction, while no other process does."""
    with context.begin_transaction():
        if context.get_context().dialect.name == "postgresql":
            # Whoever starts at the same time waits, and finds it done.
            context.execute("SELECT pg_advisory_xact_lock(hashtext('alembic'))")
        context.run_migrations()


def print_migrations() -> None:
    """Print their SQL (`--sql`)."""
    context.configure(url=settings.DATABASE_URL, literal_binds=True, **OPTIONS)
    migrate_alone()


def run_migrations(connection: Connection) -> None:
    """Run them on a connection."""
    context.configure(connection=connection, **OPTIONS)
    migrate_alone()


async def connect_and_run_migrations() -> None:
    """Run them on the database of the settings."""
    engine = create_async_engine(settings.DATABASE_URL)
    async with engine.connect() as connection:
        await connection.run_sync(run_migrations)
    await engine.dispose()


if context.is_offline_mode():
    print_migrations()
else:
    asyncio.run(connect_and_run_migrations())
