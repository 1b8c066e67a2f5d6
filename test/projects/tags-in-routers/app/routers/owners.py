from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_db
from app.models.owner import Owner

router = APIRouter(tags=["Owners"])


@router.get("")
def list_owners(db: Session = Depends(get_db)) -> list[int]:
    return list(db.scalars(select(Owner.id)))
