import pytest
from fastapi.testclient import TestClient

from app.database import Base, engine
from app.main import app


@pytest.fixture
def client():
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def book(client):
    return client.post("/books/", json={"title": "Emma"}).json()


@pytest.fixture
def member(client):
    return client.post("/members/", json={"name": "Ada"}).json()
