from fastapi import HTTPException

from app.models.mechanic import Mechanic
from app.models.vehicle import Vehicle
from app.repositories.vehicle import VehicleRepository
from app.schemas.vehicle import VehicleCreate, VehicleUpdate


class VehicleService:
    def __init__(self, vehicles: VehicleRepository):
        self.vehicles = vehicles

    def get(self, vehicle_id: int) -> Vehicle:
        vehicle = self.vehicles.get(vehicle_id)
        if vehicle is None:
            raise HTTPException(status_code=404, detail="Vehicle not found")
        return vehicle

    def list(self) -> list[Vehicle]:
        return self.vehicles.list()

    def create(self, data: VehicleCreate) -> Vehicle:
        """Create a vehicle with its plate, model and optional remark."""
        existing = self.vehicles.get_by_plate(data.plate)
        if existing:
            raise HTTPException(
                status_code=409, detail=f"Vehicle with plate {data.plate} already exists"
            )
        if self.vehicles.db.get(Mechanic, data.mechanic_id) is None:
            raise HTTPException(status_code=422, detail="Mechanic not found")
        return self.vehicles.save(Vehicle(**data.model_dump()))

    def update(self, vehicle_id: int, data: VehicleUpdate) -> Vehicle:
        """Update a vehicle's plate and/or model."""
        vehicle = self.get(vehicle_id)
        if data.plate is not None and data.plate != vehicle.plate:
            if self.vehicles.get_by_plate(data.plate):
                raise HTTPException(status_code=409, detail="Plate already taken")
        for key, value in data.model_dump(exclude_unset=True).items():
            setattr(vehicle, key, value)
        return self.vehicles.save(vehicle)

    def delete(self, vehicle_id: int) -> None:
        self.vehicles.delete(self.get(vehicle_id))
