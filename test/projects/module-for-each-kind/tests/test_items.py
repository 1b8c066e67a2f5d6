from fastapi.testclient import TestClient

from app.main import app


def test_lists_items():
    with TestClient(app) as client:
        assert client.get("/items").status_code == 200
