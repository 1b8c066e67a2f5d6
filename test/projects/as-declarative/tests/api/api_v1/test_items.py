from fastapi.testclient import TestClient

from app.main import app


def test_lists_items():
    with TestClient(app) as client:
        assert client.get("/api/v1/items/").status_code == 401
