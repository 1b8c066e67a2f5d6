import pytest
from fastapi.testclient import TestClient

URL = "/api/v1/suppliers/"


@pytest.fixture
def supplier(client: TestClient) -> dict[str, object]:
    body = {"name": "Hall", "city": "Ulm"}
    return client.post(URL, json=body).json()


def test_list_suppliers(client: TestClient, supplier: dict[str, object]) -> None:
    assert client.get(URL).json() == {"items": [supplier], "total": 1, "page": 1}


def test_update_supplier(client: TestClient, supplier: dict[str, object]) -> None:
    changed = client.patch(f"{URL}{supplier['id']}", json={"city": "Bonn"})
    assert changed.json() == {**supplier, "city": "Bonn"}


def test_delete_supplier(client: TestClient, supplier: dict[str, object]) -> None:
    assert client.delete(f"{URL}{supplier['id']}").status_code == 204
    assert client.get(f"{URL}{supplier['id']}").json() == {"code": "not_found"}


def test_create_supplier_unauthorized(visitor: TestClient) -> None:
    assert visitor.post(URL, json={"name": "Hall", "city": "Ulm"}).status_code == 401
