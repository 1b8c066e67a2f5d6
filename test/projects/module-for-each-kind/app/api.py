from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import get_db
from app.models import Item
from app.schemas import ItemCreate, ItemRead

router = APIRouter(prefix="/items", tags=["items"])


@router.get("", response_model=list[ItemRead])
def list_items(db: Annotated[Session, Depends(get_db)]):
    return db.scalars(select(Item)).all()


@router.post("", response_model=ItemRead, status_code=201)
def create_item(data: ItemCreate, db: Annotated[Session, Depends(get_db)]):
    item = Item(**data.model_dump())
    db.add(item)
    db.commit()
    return item
