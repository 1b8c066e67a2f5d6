"""The rules that hold for every route, those of later features included."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any, get_type_hints
from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from database.models import Base, OwnedMixin, SharedMixin
from main import app
from tests import factories
from tests.conftest import SignIn
from tests.factories.user import create_user

OPEN = {"/api/v1/auth/register", "/api/v1/auth/login", "/health"}
OPERATIONS = [
    (method.upper(), path, operation)
    for path, operations in app.openapi()["paths"].items()
    for method, operation in operations.items()
]
DOCUMENTED = {(m, path): operation["responses"] for m, path, operation in OPERATIONS}
# Whoever calls a webhook proves who they are by a signature.
GUARDED = [
    (method, path)
    for method, path, _ in OPERATIONS
    if path not in OPEN and not path.endswith("/webhook")
]
WITH_ID = [(method, path) for method, path in GUARDED if "{" in path]
WITH_BODY = [
    (method, path)
    for method, path, operation in OPERATIONS
    if "requestBody" in operation and path in {each for _, each in GUARDED}
]


MODELS = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}


def find_factories(prefix: str, suffix: str = "") -> dict[str, Callable[..., Any]]:
    """The functions that make something of one row, by its table."""
    found = {}
    for name in (module.name for module in pkgutil.iter_modules(factories.__path__)):
        module = importlib.import_module(f"tests.factories.{name}")
        table = get_type_hints(getattr(module, f"create_{name}"))["return"]
        factory = getattr(module, f"{prefix}_{name}{suffix}", None)
        if factory is not None:
            found[table.__tablename__] = factory
    return found


CREATE = find_factories("create")
MAKE_BODY = find_factories("make", "_body")


def fill(path: str, value: object) -> str:
    """The path with `value` for each of its parameters."""
    parts = path.split("/")
    return "/".join(str(value) if part.startswith("{") else part for part in parts)


def table_of(path: str) -> str:
    """The table that a path is about: that of its last part which is a name."""
    parts = [part for part in path.split("/") if not part.startswith("{")]
    return parts[-1].replace("-", "_")


def fill_with_rows(path: str, db: Session) -> str:
    """The path with the ids of rows that belong to a new user."""
    parts = path.split("/")
    row = None
    for index in reversed(range(len(parts))):
        if not parts[index].startswith("{"):
            continue
        table = table_of("/".join(parts[:index]))
        if row is None:
            row = CREATE[table](db, owner_id=create_user(db).id)
        else:
            row = db.get_one(MODELS[table], getattr(row, parts[index].strip("{}")))
        parts[index] = str(row.id)
    return "/".join(parts)


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]

    assert len(set(names)) == len(names)


def test_every_table_belongs_to_owners_and_forgets_nothing() -> None:
    for mapper in Base.registry.mappers:
        columns = set(mapper.columns.keys())
        assert "deleted_at" in columns
        assert issubclass(mapper.class_, OwnedMixin | SharedMixin)


@pytest.mark.parametrize(("method", "path"), GUARDED)
async def test_asks_for_a_token(client: AsyncClient, method: str, path: str) -> None:
    response = await client.request(method, fill(path, uuid4()))

    assert response.status_code == 401
    assert "401" in DOCUMENTED[method, path]


async def test_knows_nothing_of_rows_that_are_somebody_elses(
    client: AsyncClient, sign_in: SignIn, db: Session
) -> None:
    headers = sign_in("admin")

    for method, path in WITH_ID:
        table = table_of(path)
        # A feature without factories has no rows here.
        url = fill_with_rows(path, db) if table in CREATE else fill(path, uuid4())
        body = MAKE_BODY[table](db) if method == "POST" and table in MAKE_BODY else {}
        response = await client.request(method, url, json=body, headers=headers)

        assert (method, path, response.status_code) in {
            (method, path, 403),
            (method, path, 404),
        }


async def test_lists_nothing_of_somebody_elses(
    client: AsyncClient, sign_in: SignIn, db: Session
) -> None:
    for create in CREATE.values():
        create(
            db, **({} if create is create_user else {"owner_id": create_user(db).id})
        )
    headers = sign_in("admin")

    for method, path in GUARDED:
        if method == "GET" and "{" not in path:
            response = await client.get(path, headers=headers)
            assert response.json().get("items", []) == []


@pytest.mark.parametrize("value", ["nonsense", "0", "%00", "a" * 300])
async def test_refuses_a_malformed_id(
    client: AsyncClient, sign_in: SignIn, value: str
) -> None:
    headers = sign_in("admin")

    for method, path in WITH_ID:
        response = await client.request(method, fill(path, value), headers=headers)

        assert response.status_code in {403, 422}


@pytest.mark.parametrize("body", ["{", "[]", "null", '"text"', '{"shoe_size": 1}'])
@pytest.mark.parametrize(("method", "path"), WITH_BODY)
async def test_refuses_a_malformed_body(
    client: AsyncClient, sign_in: SignIn, method: str, path: str, body: str
) -> None:
    headers = sign_in("admin") | {"Content-Type": "application/json"}

    response = await client.request(
        method, fill(path, uuid4()), content=body, headers=headers
    )

    assert response.status_code in {403, 422}


async def test_says_that_it_is_alive(client: AsyncClient) -> None:
    response = await client.get("/health")

    assert response.json() == {"status": "ok"}


async def test_events_are_named_after_what_happened(client: AsyncClient) -> None:
    account = {"email": "ada@example.com", "password": "correct horse"}

    with capture_logs() as events:
        user = (await client.post("/api/v1/auth/register", json=account)).json()

    assert events == [
        {"event": "user_registered", "user_id": user["id"], "log_level": "info"}
    ]
