from fastapi.testclient import TestClient


def create_part(client: TestClient) -> dict:
    response = client.post("/api/v1/part", json={"sku": "B-12", "name": "Bolt", "weight": 3})
    assert response.status_code == 201, response.text
    return response.json()


def test_write_part(client: TestClient) -> None:
    part = create_part(client)
    assert client.get(f"/api/v1/part/{part['id']}").json() == part


def test_read_parts(client: TestClient) -> None:
    part = create_part(client)
    body = client.get("/api/v1/parts").json()
    assert body["data"] == [part]
    assert body["total_count"] == 1


def test_patch_part(client: TestClient) -> None:
    part = create_part(client)
    response = client.patch(f"/api/v1/part/{part['id']}", json={"name": "Nut"})
    assert response.json() == {"message": "Part updated"}


def test_erase_part(client: TestClient) -> None:
    part = create_part(client)
    assert client.delete(f"/api/v1/part/{part['id']}").status_code == 200
    assert client.get(f"/api/v1/part/{part['id']}").status_code == 404


def test_write_part_with_same_sku(client: TestClient) -> None:
    create_part(client)
    response = client.post("/api/v1/part", json={"sku": "B-12", "name": "Bolt", "weight": 3})
    assert response.status_code == 422
