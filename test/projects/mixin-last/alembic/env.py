from alembic import context
from sqlalchemy import create_engine

from app.database import Base
import app.models  # noqa: F401

with create_engine("sqlite:///./shop.db").connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
