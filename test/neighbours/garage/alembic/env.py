from alembic import context

from app.database import Base, engine
from app.models import mechanic, vehicle  # noqa: F401

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
