from typing import Any, List

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app import models
from app.api import deps
from app.schemas.item import ItemRead

router = APIRouter()


@router.get("/", response_model=List[ItemRead])
def read_items(db: Session = Depends(deps.get_db), current_user: models.User = Depends(deps.get_current_active_user)) -> Any:
    return db.query(models.Item).all()
