from collections.abc import Iterator

from sqlalchemy import StaticPool, create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine(
    "sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool
)
SessionLocal = sessionmaker(engine, expire_on_commit=False)


def get_session() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session
