from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import app


def signed_in(client: TestClient, email: str) -> TestClient:
    account = {"email": email, "password": "a-long-password"}
    client.post("/auth/register", json=account)
    form = {"username": email, "password": account["password"]}
    token = client.post("/auth/jwt/login", data=form).json()["access_token"]
    return TestClient(app, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def anonymous() -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def client(anonymous: TestClient) -> TestClient:
    return signed_in(anonymous, "ada@example.com")


@pytest.fixture
def other(anonymous: TestClient) -> TestClient:
    return signed_in(anonymous, "bob@example.com")
