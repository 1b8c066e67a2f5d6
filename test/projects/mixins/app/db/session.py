from collections.abc import Iterator

from sqlalchemy import StaticPool, create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
make_session = sessionmaker(engine)


def get_session() -> Iterator[Session]:
    with make_session() as session:
        yield session
