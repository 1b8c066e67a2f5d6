import uuid
from typing import Any

from fastapi import APIRouter, HTTPException
from sqlmodel import func, select

from app.db import SessionDep
from app.models import (
    Station,
    StationCreate,
    StationPublic,
    StationsPublic,
    StationUpdate,
)

router = APIRouter(prefix="/stations", tags=["stations"])


@router.get("/", response_model=StationsPublic)
def read_stations(session: SessionDep, skip: int = 0, limit: int = 100) -> Any:
    """Retrieve stations."""
    count = session.exec(select(func.count()).select_from(Station)).one()
    stations = session.exec(select(Station).offset(skip).limit(limit)).all()
    return StationsPublic(data=stations, count=count)


@router.get("/{id}", response_model=StationPublic)
def read_station(session: SessionDep, id: uuid.UUID) -> Any:
    """Get a station by its id."""
    station = session.get(Station, id)
    if not station:
        raise HTTPException(status_code=404, detail="Station not found")
    return station


@router.post("/", response_model=StationPublic)
def create_station(*, session: SessionDep, station_in: StationCreate) -> Any:
    """Create a new station."""
    station = Station.model_validate(station_in)
    session.add(station)
    session.commit()
    session.refresh(station)
    return station


@router.put("/{id}", response_model=StationPublic)
def update_station(
    *, session: SessionDep, id: uuid.UUID, station_in: StationUpdate
) -> Any:
    """Update a station."""
    station = session.get(Station, id)
    if not station:
        raise HTTPException(status_code=404, detail="Station not found")
    station.sqlmodel_update(station_in.model_dump(exclude_unset=True))
    session.add(station)
    session.commit()
    session.refresh(station)
    return station


@router.delete("/{id}")
def delete_station(session: SessionDep, id: uuid.UUID) -> dict[str, str]:
    """Delete a station."""
    station = session.get(Station, id)
    if not station:
        raise HTTPException(status_code=404, detail="Station not found")
    session.delete(station)
    session.commit()
    return {"message": "Station deleted successfully"}
