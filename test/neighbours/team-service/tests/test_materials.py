import pytest
from fastapi.testclient import TestClient

URL = "/api/v1/materials/"


@pytest.fixture
def material(client: TestClient) -> dict[str, object]:
    body = {"name": "Steel", "code": "S-1", "stock": 4}
    return client.post(URL, json=body).json()


def test_list_materials(client: TestClient, material: dict[str, object]) -> None:
    assert client.get(URL).json() == {"items": [material], "total": 1, "page": 1}


def test_update_material(client: TestClient, material: dict[str, object]) -> None:
    changed = client.patch(f"{URL}{material['id']}", json={"stock": 5})
    assert changed.json() == {**material, "stock": 5}


def test_delete_material(client: TestClient, material: dict[str, object]) -> None:
    assert client.delete(f"{URL}{material['id']}").status_code == 204
    assert client.get(f"{URL}{material['id']}").json() == {"code": "not_found"}


def test_create_material_unauthorized(visitor: TestClient) -> None:
    assert visitor.post(URL, json={"name": "Steel", "code": "S-1", "stock": 4}).status_code == 401


def test_restock_material(client: TestClient, material: dict[str, object]) -> None:
    answer = client.post(f"{URL}{material['id']}/restock", params={"amount": 6})
    assert answer.json()["stock"] == 10
