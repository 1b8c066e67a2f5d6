from fastapi.testclient import TestClient


def create_shelf(client: TestClient) -> dict:
    response = client.post("/api/v1/shelf", json={"label": "A1", "height": 200})
    assert response.status_code == 201, response.text
    return response.json()


def test_write_shelf(client: TestClient) -> None:
    shelf = create_shelf(client)
    assert client.get(f"/api/v1/shelf/{shelf['id']}").json() == shelf


def test_read_shelves(client: TestClient) -> None:
    shelf = create_shelf(client)
    body = client.get("/api/v1/shelves").json()
    assert body["data"] == [shelf]
    assert body["total_count"] == 1


def test_patch_shelf(client: TestClient) -> None:
    shelf = create_shelf(client)
    response = client.patch(f"/api/v1/shelf/{shelf['id']}", json={"label": "A2"})
    assert response.json() == {"message": "Shelf updated"}


def test_erase_shelf(client: TestClient) -> None:
    shelf = create_shelf(client)
    assert client.delete(f"/api/v1/shelf/{shelf['id']}").status_code == 200
    assert client.get(f"/api/v1/shelf/{shelf['id']}").status_code == 404
