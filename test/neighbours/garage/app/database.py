import os

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, sessionmaker

engine = sa.create_engine(os.environ.get("DATABASE_URL", "sqlite:///garage.db"))
SessionLocal = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()
