from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.database import get_db
from app.repositories.vehicle import VehicleRepository
from app.schemas.vehicle import VehicleCreate, VehicleResponse, VehicleUpdate
from app.services.vehicle import VehicleService

router = APIRouter(prefix="/vehicles", tags=["vehicles"])


def get_service(db: Session = Depends(get_db)) -> VehicleService:
    return VehicleService(VehicleRepository(db))


@router.get("/", response_model=list[VehicleResponse], summary="All vehicles by plate")
def list_vehicles(service: VehicleService = Depends(get_service)):
    return service.list()


@router.post("/", response_model=VehicleResponse, status_code=201)
def create_vehicle(data: VehicleCreate, service: VehicleService = Depends(get_service)):
    return service.create(data)


@router.get("/{vehicle_id}", response_model=VehicleResponse)
def get_vehicle(vehicle_id: int, service: VehicleService = Depends(get_service)):
    return service.get(vehicle_id)


@router.patch("/{vehicle_id}", response_model=VehicleResponse)
def update_vehicle(
    vehicle_id: int, data: VehicleUpdate, service: VehicleService = Depends(get_service)
):
    return service.update(vehicle_id, data)


@router.delete("/{vehicle_id}", status_code=204)
def delete_vehicle(vehicle_id: int, service: VehicleService = Depends(get_service)):
    service.delete(vehicle_id)
