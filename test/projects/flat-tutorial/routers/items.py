from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

import models
import schemas
from dependencies import get_db

router = APIRouter(
    prefix="/items",
    tags=["items"],
)


@router.get("/", response_model=list[schemas.ItemOut])
def read_items(db: Session = Depends(get_db)):
    return db.query(models.Item).all()


@router.post("/", response_model=schemas.ItemOut)
def create_item(item: schemas.ItemCreate, db: Session = Depends(get_db)):
    row = models.Item(**item.model_dump())
    db.add(row)
    db.commit()
    return row
