from alembic import context

from app.core.db.base import Base
from app.core.db.registry import import_all_models
from app.core.db.session import engine

import_all_models()


def run() -> None:
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()


run()
