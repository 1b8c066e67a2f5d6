from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Parcel, get_db

router = APIRouter(prefix="/parcels")


@router.get("/")
def list_parcels(db: Session = Depends(get_db)) -> list[int]:
    return [parcel.id for parcel in db.scalars(select(Parcel))]
