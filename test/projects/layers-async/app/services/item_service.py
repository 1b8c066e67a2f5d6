from sqlalchemy.ext.asyncio import AsyncSession

from app.repositories.item_repository import ItemRepository


class ItemService:
    def __init__(self, db: AsyncSession) -> None:
        self.items = ItemRepository(db)

    async def get_all(self):
        return await self.items.get_all()
