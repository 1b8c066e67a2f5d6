"""One transaction for each request."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.core import db as unit_of_work
from app.infrastructure.database.base import Base, build_engine
from app.infrastructure.models.user import UserModel

pytestmark = pytest.mark.integration


@pytest.fixture
def sessions(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[sessionmaker[Session]]:
    engine = build_engine(
        f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.db'}"
    )
    Base.metadata.create_all(engine)
    sessions = sessionmaker(engine)
    monkeypatch.setattr(unit_of_work, "SessionLocal", sessions)
    yield sessions
    engine.dispose()


def add_user(session: Session) -> None:
    session.add(UserModel(email="ada@example.com", password_hash="x", role="user"))


def test_commits_when_all_went_well(sessions: sessionmaker[Session]) -> None:
    with contextmanager(unit_of_work.get_db)() as session:
        add_user(session)

    with sessions() as session:
        assert session.scalars(select(UserModel)).one().email == "ada@example.com"


def test_rolls_back_when_something_raised(sessions: sessionmaker[Session]) -> None:
    def fail() -> None:
        with contextmanager(unit_of_work.get_db)() as session:
            add_user(session)
            raise RuntimeError("the endpoint failed")

    with pytest.raises(RuntimeError, match="the endpoint failed"):
        fail()

    with sessions() as session:
        assert session.scalars(select(UserModel)).all() == []
