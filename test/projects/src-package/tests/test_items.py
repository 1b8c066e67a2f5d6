from fastapi.testclient import TestClient

from shop.web.factory import create_app


def test_lists_items():
    assert TestClient(create_app()).get('/api/items').status_code == 200
