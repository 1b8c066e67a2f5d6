import os

from alembic import context
from sqlalchemy import create_engine

from tasks.models import table_registry

target_metadata = table_registry.metadata


def run_migrations_online():
    url = os.environ.get('DATABASE_URL', 'sqlite:///database.db')
    with create_engine(url.replace('+aiosqlite', '')).connect() as connection:
        context.configure(
            connection=connection, target_metadata=target_metadata
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
