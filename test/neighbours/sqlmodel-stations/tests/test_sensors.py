import uuid

from fastapi.testclient import TestClient

from app.models import Station

URL = "/api/v1/sensors/"


def test_create_sensor(client: TestClient, station: Station) -> None:
    data = {"label": "North", "active": False, "station_id": str(station.id)}
    response = client.post(URL, json=data)
    assert response.status_code == 200
    content = response.json()
    assert content["label"] == data["label"]
    assert content["active"] == data["active"]
    assert "id" in content


def test_read_sensors(client: TestClient, station: Station) -> None:
    data = {"label": "North", "active": False, "station_id": str(station.id)}
    client.post(URL, json=data)
    content = client.get(URL).json()
    assert content["count"] == 1
    assert content["data"][0]["label"] == "North"


def test_update_sensor(client: TestClient, station: Station) -> None:
    data = {"label": "North", "active": False, "station_id": str(station.id)}
    id = client.post(URL, json=data).json()["id"]
    response = client.put(f"{URL}{id}", json={"label": "South"})
    assert response.json()["label"] == "South"


def test_delete_sensor_not_found(client: TestClient) -> None:
    response = client.delete(f"{URL}{uuid.uuid4()}")
    assert response.status_code == 404
    assert response.json()["detail"] == "Sensor not found"
