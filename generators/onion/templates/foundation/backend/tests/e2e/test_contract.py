"""What holds for every endpoint, those of later features included."""

from collections.abc import AsyncIterator, Iterator

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy.orm import Session

from app.core.db import get_db
from app.presentation.main import app
from tests.conftest import SignIn

OPERATIONS = [
    (method.upper(), path, operation)
    for path, operations in app.openapi()["paths"].items()
    for method, operation in operations.items()
]
GUARDED = [(m, path) for m, path, operation in OPERATIONS if "security" in operation]
WITH_PARAMETERS = [(m, path) for m, path, _ in OPERATIONS if "{" in path]


def fill(path: str, value: str) -> str:
    """The path with `value` for each of its parameters."""
    parts = path.split("/")
    return "/".join(value if part.startswith("{") else part for part in parts)


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("method", "path"), GUARDED)
async def test_guarded_operations_ask_for_a_token(
    client: AsyncClient, method: str, path: str
) -> None:
    response = await client.request(method, fill(path, "1"))

    assert response.status_code == 401


@pytest.mark.parametrize("value", ["nonsense", "-1", "0", "99999999999999999999"])
@pytest.mark.parametrize(("method", "path"), WITH_PARAMETERS)
async def test_nonsense_in_a_path_is_refused(
    client: AsyncClient, sign_in: SignIn, method: str, path: str, value: str
) -> None:
    response = await client.request(method, fill(path, value), headers=sign_in("admin"))

    assert response.status_code in {401, 403, 404, 422}


@pytest.fixture
async def client_of_a_failing_database(db: Session) -> AsyncIterator[AsyncClient]:
    def get_db_that_cannot_commit() -> Iterator[Session]:
        yield db
        raise RuntimeError("the commit failed")

    app.dependency_overrides[get_db] = get_db_that_cannot_commit
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client
    app.dependency_overrides.clear()


async def test_nothing_is_promised_that_was_not_committed(
    client_of_a_failing_database: AsyncClient,
) -> None:
    account = {"email": "ada@example.com", "password": "correct horse"}

    response = await client_of_a_failing_database.post("/users", json=account)

    assert response.status_code == 500
