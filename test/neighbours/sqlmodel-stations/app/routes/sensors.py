import uuid
from typing import Any

from fastapi import APIRouter, HTTPException
from sqlmodel import func, select

from app.db import SessionDep
from app.models import (
    Sensor,
    SensorCreate,
    SensorPublic,
    SensorsPublic,
    SensorUpdate,
    Station,
)

router = APIRouter(prefix="/sensors", tags=["sensors"])


@router.get("/", response_model=SensorsPublic)
def read_sensors(session: SessionDep, skip: int = 0, limit: int = 100) -> Any:
    """Retrieve sensors."""
    count = session.exec(select(func.count()).select_from(Sensor)).one()
    sensors = session.exec(select(Sensor).offset(skip).limit(limit)).all()
    return SensorsPublic(data=sensors, count=count)


@router.get("/{id}", response_model=SensorPublic)
def read_sensor(session: SessionDep, id: uuid.UUID) -> Any:
    """Get a sensor by its id."""
    sensor = session.get(Sensor, id)
    if not sensor:
        raise HTTPException(status_code=404, detail="Sensor not found")
    return sensor


@router.post("/", response_model=SensorPublic)
def create_sensor(*, session: SessionDep, sensor_in: SensorCreate) -> Any:
    """Create a new sensor."""
    if not session.get(Station, sensor_in.station_id):
        raise HTTPException(status_code=404, detail="Station not found")
    sensor = Sensor.model_validate(sensor_in)
    session.add(sensor)
    session.commit()
    session.refresh(sensor)
    return sensor


@router.put("/{id}", response_model=SensorPublic)
def update_sensor(
    *, session: SessionDep, id: uuid.UUID, sensor_in: SensorUpdate
) -> Any:
    """Update a sensor."""
    sensor = session.get(Sensor, id)
    if not sensor:
        raise HTTPException(status_code=404, detail="Sensor not found")
    sensor.sqlmodel_update(sensor_in.model_dump(exclude_unset=True))
    session.add(sensor)
    session.commit()
    session.refresh(sensor)
    return sensor


@router.delete("/{id}")
def delete_sensor(session: SessionDep, id: uuid.UUID) -> dict[str, str]:
    """Delete a sensor."""
    sensor = session.get(Sensor, id)
    if not sensor:
        raise HTTPException(status_code=404, detail="Sensor not found")
    session.delete(sensor)
    session.commit()
    return {"message": "Sensor deleted successfully"}
