from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_db
from app.models.pet import Pet

router = APIRouter(tags=["Pets"])


@router.get("")
def list_pets(db: Session = Depends(get_db)) -> list[int]:
    return list(db.scalars(select(Pet.id)))
