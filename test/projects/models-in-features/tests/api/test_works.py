import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.core.db.base import Base
from app.core.db.session import get_db_session
from app.main import app


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        app.dependency_overrides[get_db_session] = lambda: session
        yield TestClient(app)
    app.dependency_overrides.clear()


def test_adds_a_work(client):
    headers = {"Authorization": "Bearer ada"}

    response = client.post("/api/v1/works", json={"title": "Middlemarch"}, headers=headers)

    assert response.status_code == 201
    assert client.get("/api/v1/works", headers=headers).json() == [response.json()]


def test_asks_for_a_token(client):
    assert client.get("/api/v1/works").status_code == 401
