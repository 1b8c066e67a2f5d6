import pytest
from fastapi.testclient import TestClient

URL = "/menus/"


@pytest.fixture
def menu(client: TestClient) -> dict:
    response = client.post(URL, json={"name": "Lunch", "season": "summer"})
    assert response.status_code == 201, response.text
    return response.json()


class TestMenus:
    def test_list(self, client: TestClient, menu: dict) -> None:
        assert client.get(URL).json() == [menu]

    def test_get(self, client: TestClient, menu: dict) -> None:
        assert client.get(f"{URL}{menu['id']}").json() == menu

    def test_update(self, client: TestClient, menu: dict) -> None:
        response = client.patch(f"{URL}{menu['id']}", json={"name": "Dinner"})
        assert response.status_code == 200
        assert response.json()["name"] != menu["name"]

    def test_delete(self, client: TestClient, menu: dict) -> None:
        assert client.delete(f"{URL}{menu['id']}").status_code == 204
        assert client.get(URL).json() == []

    def test_of_another_owner(self, other: TestClient, menu: dict) -> None:
        assert other.get(f"{URL}{menu['id']}").status_code == 404

    def test_requires_sign_in(self, anonymous: TestClient) -> None:
        assert anonymous.get(URL).status_code == 401
