from typing import Any, Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import Base
from app.core.exceptions import NotFoundException

ModelT = TypeVar("ModelT", bound=Base)


class BaseService(Generic[ModelT]):
    model: type[ModelT]

    def __init__(self, db: AsyncSession) -> None:
        self.db = db

    async def get(self, id: int) -> ModelT:
        row = await self.db.get(self.model, id)
        if row is None:
            raise NotFoundException(self.model.__name__)
        return row

    async def page(self, page: int, size: int) -> tuple[list[ModelT], int]:
        total = await self.db.scalar(select(func.count()).select_from(self.model))
        rows = await self.db.scalars(
            select(self.model).limit(size).offset((page - 1) * size)
        )
        return list(rows), total or 0

    async def save(self, row: ModelT) -> ModelT:
        self.db.add(row)
        await self.db.commit()
        await self.db.refresh(row)
        return row

    async def remove(self, row: Any) -> None:
        await self.db.delete(row)
        await self.db.commit()
