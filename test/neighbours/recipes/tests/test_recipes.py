import pytest
from fastapi.testclient import TestClient

URL = "/recipes/"


@pytest.fixture
def recipe(client: TestClient) -> dict:
    response = client.post(URL, json={"title": "Soup", "servings": 4})
    assert response.status_code == 201, response.text
    return response.json()


class TestRecipes:
    def test_list(self, client: TestClient, recipe: dict) -> None:
        assert client.get(URL).json() == [recipe]

    def test_get(self, client: TestClient, recipe: dict) -> None:
        assert client.get(f"{URL}{recipe['id']}").json() == recipe

    def test_update(self, client: TestClient, recipe: dict) -> None:
        response = client.patch(f"{URL}{recipe['id']}", json={"title": "Stew"})
        assert response.status_code == 200
        assert response.json()["title"] != recipe["title"]

    def test_delete(self, client: TestClient, recipe: dict) -> None:
        assert client.delete(f"{URL}{recipe['id']}").status_code == 204
        assert client.get(URL).json() == []

    def test_of_another_owner(self, other: TestClient, recipe: dict) -> None:
        assert other.get(f"{URL}{recipe['id']}").status_code == 404

    def test_requires_sign_in(self, anonymous: TestClient) -> None:
        assert anonymous.get(URL).status_code == 401
