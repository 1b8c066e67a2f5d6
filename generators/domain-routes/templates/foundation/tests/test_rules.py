"""The rules that hold for every route, those of later features included."""

from uuid import uuid4

import pytest
from httpx import AsyncClient
from structlog.testing import capture_logs

from database.models import Base, User
from main import app
from tests.conftest import SignIn

OPEN = {"/api/v1/auth/register", "/api/v1/auth/login", "/health"}
OPERATIONS = [
    (method.upper(), path, operation)
    for path, operations in app.openapi()["paths"].items()
    for method, operation in operations.items()
]
GUARDED = [(method, path) for method, path, _ in OPERATIONS if path not in OPEN]
WITH_ID = [(method, path) for method, path in GUARDED if "{" in path]
WITH_BODY = [
    (method, path)
    for method, path, operation in OPERATIONS
    if "requestBody" in operation and path in {each for _, each in GUARDED}
]


def fill(path: str, value: object) -> str:
    """The path with `value` for each of its parameters."""
    parts = path.split("/")
    return "/".join(str(value) if part.startswith("{") else part for part in parts)


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]

    assert len(set(names)) == len(names)


def test_every_table_belongs_to_owners_and_forgets_nothing() -> None:
    for mapper in Base.registry.mappers:
        columns = set(mapper.columns.keys())
        assert "deleted_at" in columns
        assert mapper.class_ is User or "owner_id" in columns


@pytest.mark.parametrize(("method", "path"), GUARDED)
async def test_asks_for_a_token(client: AsyncClient, method: str, path: str) -> None:
    response = await client.request(method, fill(path, uuid4()))

    assert response.status_code == 401


@pytest.mark.parametrize(("method", "path"), WITH_ID)
async def test_knows_nothing_of_rows_that_are_not_the_callers(
    client: AsyncClient, sign_in: SignIn, method: str, path: str
) -> None:
    headers = sign_in("admin")

    response = await client.request(
        method, fill(path, uuid4()), headers=headers, json={}
    )

    assert response.status_code in {403, 404, 422}
    if method in {"GET", "DELETE"}:
        assert response.status_code != 422


@pytest.mark.parametrize("value", ["nonsense", "0", "%00", "a" * 300])
@pytest.mark.parametrize(("method", "path"), WITH_ID)
async def test_refuses_a_malformed_id(
    client: AsyncClient, sign_in: SignIn, method: str, path: str, value: str
) -> None:
    headers = sign_in("admin")

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


async def test_answers_carry_the_id_of_their_request(client: AsyncClient) -> None:
    first, second = await client.get("/health"), await client.get("/health")

    assert first.json() == {"status": "ok"}
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


async def test_events_are_named_after_what_happened(client: AsyncClient) -> None:
    account = {"email": "ada@example.com", "password": "correct horse"}

    with capture_logs() as events:
        user = (await client.post("/api/v1/auth/register", json=account)).json()

    assert events == [
        {"event": "user_registered", "user_id": user["id"], "log_level": "info"}
    ]
