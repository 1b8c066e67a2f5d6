import uuid

from fastapi.testclient import TestClient

URL = "/api/v1/stations/"


def test_create_station(client: TestClient) -> None:
    data = {"name": "Summit", "height": 2962}
    response = client.post(URL, json=data)
    assert response.status_code == 200
    content = response.json()
    assert content["name"] == data["name"]
    assert content["height"] == data["height"]
    assert "id" in content


def test_read_stations(client: TestClient) -> None:
    data = {"name": "Summit", "height": 2962}
    client.post(URL, json=data)
    content = client.get(URL).json()
    assert content["count"] == 1
    assert content["data"][0]["name"] == "Summit"


def test_update_station(client: TestClient) -> None:
    data = {"name": "Summit", "height": 2962}
    id = client.post(URL, json=data).json()["id"]
    response = client.put(f"{URL}{id}", json={"name": "Valley"})
    assert response.json()["name"] == "Valley"


def test_delete_station_not_found(client: TestClient) -> None:
    response = client.delete(f"{URL}{uuid.uuid4()}")
    assert response.status_code == 404
    assert response.json()["detail"] == "Station not found"
