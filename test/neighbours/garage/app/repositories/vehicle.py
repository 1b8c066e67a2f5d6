from typing import Optional

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.vehicle import Vehicle


class VehicleRepository:
    """Vehicles in the database."""

    def __init__(self, db: Session):
        self.db = db

    def get(self, vehicle_id: int) -> Optional[Vehicle]:
        return self.db.get(Vehicle, vehicle_id)

    def get_by_plate(self, plate: str) -> Optional[Vehicle]:
        """Find a vehicle by its plate."""
        return self.db.scalar(select(Vehicle).where(Vehicle.plate == plate))

    def list(self) -> list[Vehicle]:
        return list(self.db.scalars(select(Vehicle).order_by(Vehicle.plate)))

    def save(self, vehicle: Vehicle) -> Vehicle:
        self.db.add(vehicle)
        self.db.commit()
        return vehicle

    def delete(self, vehicle: Vehicle) -> None:
        self.db.delete(vehicle)
        self.db.commit()
