"""Alembic's environment: which database, and which tables it should have."""

from logging.config import fileConfig
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import create_engine
from sqlalchemy.types import TypeDecorator

from config import settings
from database.models import Base

if context.config.config_file_name is not None:
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain ones that they stand for."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run_migrations() -> None:
    """Run them on a connection, or print their SQL (`--sql`)."""
    options: dict[str, Any] = {
        "target_metadata": Base.metadata,
        "render_item": render_item,
        # SQLite cannot alter most of a table; a batch copies it.
        "render_as_batch": settings.DATABASE_URL.startswith("sqlite"),
    }
    if context.is_offline_mode():
        context.configure(url=settings.DATABASE_URL, literal_binds=True, **options)
        with context.begin_transaction():
            context.run_migrations()
        return
    engine = create_engine(settings.DATABASE_URL)
    with engine.connect() as connection:
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run_migrations()
