from fastapi.testclient import TestClient

from app.main import app


def test_is_well() -> None:
    assert TestClient(app).get("/health").json() == {"status": "ok"}
