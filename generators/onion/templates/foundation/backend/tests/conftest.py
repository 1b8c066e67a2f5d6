"""What tests share: a database that forgets, a client, and users who can sign in."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import Connection, StaticPool, event
from sqlalchemy.orm import Session

import app.infrastructure.models  # noqa: F401  # makes all tables known
from app.core.db import get_db
from app.infrastructure.database.base import Base, build_engine
from app.presentation.api.v1.dependencies.security import get_token_service
from app.presentation.main import app as application
from tests.factories.user import create_user

SignIn = Callable[..., dict[str, str]]
"""Makes a user with a role (`user` if not given) and returns the headers they send."""


@pytest.fixture(scope="session")
def connection() -> Iterator[Connection]:
    """One transaction around the whole run, rolled back whatever the tests do."""
    url = os.environ.get("TEST_DATABASE_URL", "sqlite://")
    options: dict[str, Any] = {}
    if url.startswith("sqlite"):
        options = {
            "poolclass": StaticPool,
            "connect_args": {"check_same_thread": False},
        }
    engine = build_engine(url, **options)
    if engine.dialect.name == "sqlite":
        # The driver begins transactions too late for savepoints, unless it is told to
        # leave them to us.
        @event.listens_for(engine, "connect")
        def leave_transactions_to_us(dbapi_connection: Any, _: object) -> None:
            dbapi_connection.isolation_level = None

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN")

    with engine.connect() as connection:
        transaction = connection.begin()
        Base.metadata.create_all(connection)
        yield connection
        transaction.rollback()
    engine.dispose()


@pytest.fixture
def db(connection: Connection) -> Iterator[Session]:
    """A session whose changes are forgotten after the test, committed or not."""
    savepoint = connection.begin_nested()
    with Session(
        connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    ) as session:
        yield session
    savepoint.rollback()


@pytest.fixture
async def client(db: Session) -> AsyncIterator[AsyncClient]:
    """Calls the application; its requests share the test's session."""

    def get_test_db() -> Iterator[Session]:
        with db.begin_nested():
            yield db

    application.dependency_overrides[get_db] = get_test_db
    transport = ASGITransport(application)
    async with (
        application.router.lifespan_context(application),
        AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        yield client
    application.dependency_overrides.clear()


@pytest.fixture
def sign_in(db: Session) -> SignIn:
    """Sign in somebody new, with a real token."""

    def sign_in_as(role: str = "user") -> dict[str, str]:
        user = create_user(db, role=role)
        return {"Authorization": f"Bearer {get_token_service().issue(str(user.id))}"}

    return sign_in_as
