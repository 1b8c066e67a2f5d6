import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.database import Base, get_db
from app.main import app


@pytest.fixture
def client():
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        app.dependency_overrides[get_db] = lambda: session
        yield TestClient(app)
    app.dependency_overrides.clear()


@pytest.mark.parametrize(("token", "status"), [("keeper", 201), ("guest", 403), ("nobody", 401)])
def test_lets_keepers_add_crates(client, token, status):
    headers = {"Authorization": f"Bearer {token}"}

    response = client.post("/crates", json={"label": "A"}, headers=headers)

    assert response.status_code == status
