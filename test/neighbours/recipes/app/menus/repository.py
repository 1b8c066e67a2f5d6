import uuid
from collections.abc import Sequence

from fastapi import Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import get_async_session
from app.menus.models import Menu
from app.menus.schemas import MenuCreate, MenuUpdate
from app.users.models import User


class MenuRepository:
    """Menus of one owner."""

    def __init__(self, session: AsyncSession = Depends(get_async_session)) -> None:
        self.session = session

    async def get(self, menu_id: uuid.UUID, owner: User) -> Menu | None:
        statement = select(Menu).where(Menu.id == menu_id, Menu.owner_id == owner.id)
        return await self.session.scalar(statement)

    async def get_all(self, owner: User, skip: int, limit: int) -> Sequence[Menu]:
        statement = select(Menu).where(Menu.owner_id == owner.id)
        result = await self.session.scalars(
            statement.order_by(Menu.created_at).offset(skip).limit(limit)
        )
        return result.all()

    async def create(self, data: MenuCreate, owner: User) -> Menu:
        menu = Menu(**data.model_dump(), owner_id=owner.id)
        self.session.add(menu)
        await self.session.commit()
        await self.session.refresh(menu)
        return menu

    async def update(self, menu: Menu, data: MenuUpdate) -> Menu:
        for key, value in data.model_dump(exclude_unset=True).items():
            setattr(menu, key, value)
        await self.session.commit()
        await self.session.refresh(menu)
        return menu

    async def delete(self, menu: Menu) -> None:
        await self.session.delete(menu)
        await self.session.commit()
