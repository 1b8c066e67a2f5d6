from decimal import Decimal

import pytest

from app.models.vehicle import Vehicle
from app.repositories.vehicle import VehicleRepository


def create(client, mechanic, plate="AB-1", **more):
    body = {
        "plate": plate,  # the plate is given by each test
        "model": "Hatchback",
        "value": "1200.50",
        "mechanic_id": mechanic.id,
        **more,
    }
    return client.post("/vehicles/", json=body)


def test_create_vehicle(client, mechanic):
    response = create(client, mechanic)
    assert response.status_code == 201
    data = response.json()
    assert data["plate"] == "AB-1"
    assert data["model"] == "Hatchback"


def test_create_vehicle_duplicate_plate(client, mechanic):
    create(client, mechanic)
    response = create(client, mechanic)
    assert response.status_code == 409
    assert response.json()["detail"] == "Vehicle with plate AB-1 already exists"


def test_list_vehicles(client, mechanic):
    create(client, mechanic, "AB-1")
    create(client, mechanic, "CD-2")
    response = client.get("/vehicles/")
    assert response.status_code == 200
    assert len(response.json()) == 2


def test_update_vehicle(client, mechanic):
    vehicle_id = create(client, mechanic).json()["id"]
    response = client.patch(f"/vehicles/{vehicle_id}", json={"model": "Van"})
    assert response.status_code == 200
    assert response.json()["model"] == "Van"


def test_update_vehicle_refuses_null(client, mechanic):
    vehicle_id = create(client, mechanic).json()["id"]
    response = client.patch(f"/vehicles/{vehicle_id}", json={"model": None})
    assert response.status_code == 422


@pytest.mark.parametrize("field", ["plate", "model", "value"])
def test_create_vehicle_without(client, mechanic, field):
    body = {"plate": "AB-1", "model": "Hatchback", "value": "1", "mechanic_id": mechanic.id}
    del body[field]
    assert client.post("/vehicles/", json=body).status_code == 422


def test_delete_vehicle(client, mechanic):
    vehicle_id = create(client, mechanic).json()["id"]
    assert client.delete(f"/vehicles/{vehicle_id}").status_code == 204
    assert client.get(f"/vehicles/{vehicle_id}").status_code == 404


def test_repository_finds_by_plate(db, mechanic):
    repository = VehicleRepository(db)
    row = Vehicle(plate="AB-1", model="Van", value=Decimal("1"), mechanic_id=mechanic.id)
    repository.save(row)
    assert repository.get_by_plate("AB-1") is row
    assert repository.get_by_plate("CD-2") is None
