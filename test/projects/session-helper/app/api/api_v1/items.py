from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core import db_helper
from app.core.models import Base, Item
from app.core.schemas.item import ItemRead

router = APIRouter(tags=["Items"])


@router.get("", response_model=list[ItemRead])
async def get_items(session: Annotated[AsyncSession, Depends(db_helper.session_getter)]):
    async with db_helper.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return (await session.scalars(select(Item))).all()
