from alembic import context
from sqlalchemy import create_engine

from app.db.base import Base

target_metadata = Base.metadata


def run():
    engine = create_engine("sqlite:///app.db")
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


run()
