from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.item import Item


class ItemRepository:
    def __init__(self, db: AsyncSession) -> None:
        self.db = db

    async def get_all(self):
        return (await self.db.scalars(select(Item))).all()
