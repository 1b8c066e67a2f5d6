from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from app.database import get_async_db, get_db
from app.models.item import Item
from app.schemas.item import ItemRead

router = APIRouter(prefix="/items", tags=["items"])


@router.get("", response_model=list[ItemRead])
def list_items(db: Session = Depends(get_db)):
    return db.scalars(select(Item)).all()


@router.get("/slow")
async def list_slowly(db: AsyncSession = Depends(get_async_db)) -> int:
    return 0
