from fastapi.testclient import TestClient

from shop.main import app


def test_items_need_a_user() -> None:
    with TestClient(app) as client:
        assert client.get('/items').status_code == 401
