from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from src.database import get_db
from src.items import service
from src.items.schemas import ItemResponse

router = APIRouter()


@router.get("", response_model=list[ItemResponse])
def list_items(db: Session = Depends(get_db)):
    return service.get_items(db)
