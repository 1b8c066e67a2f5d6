from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.auth import require_roles
from app.core.database import get_db, engine
from app.models.base import Base
from app.schemas.item import ItemRead
from app.services.item_service import ItemService

router = APIRouter()


@router.get("/", response_model=list[ItemRead], dependencies=[require_roles("admin", "user")])
async def list_items(db: Annotated[AsyncSession, Depends(get_db)]):
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return await ItemService(db).get_all()
