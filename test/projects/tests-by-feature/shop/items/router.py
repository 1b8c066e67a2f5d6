from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.db import get_session
from shop.items.models import Item
from shop.items.schemas import ItemCreate, ItemRead
from shop.users.auth import current_active_user
from shop.users.models import User

router = APIRouter(prefix='/items', tags=['items'])


@router.get('', response_model=list[ItemRead])
async def list_items(
    session: Annotated[AsyncSession, Depends(get_session)],
    user: Annotated[User, Depends(current_active_user)],
) -> Sequence[Item]:
    return (await session.scalars(select(Item).where(Item.owner_id == user.id))).all()


@router.post('', response_model=ItemRead, status_code=201)
async def create_item(
    data: ItemCreate,
    session: Annotated[AsyncSession, Depends(get_session)],
    user: Annotated[User, Depends(current_active_user)],
) -> Item:
    item = Item(title=data.title, owner_id=user.id)
    session.add(item)
    await session.commit()
    return item
