import uuid
from collections.abc import Sequence

from fastapi import Depends
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import get_async_session
from app.recipes.models import Recipe
from app.recipes.schemas import RecipeCreate, RecipeUpdate
from app.users.models import User


class RecipeRepository:
    """Recipes of one owner."""

    def __init__(self, session: AsyncSession = Depends(get_async_session)) -> None:
        self.session = session

    async def get(self, recipe_id: uuid.UUID, owner: User) -> Recipe | None:
        statement = select(Recipe).where(
            Recipe.id == recipe_id, Recipe.owner_id == owner.id
        )
        return await self.session.scalar(statement)

    async def get_all(self, owner: User, skip: int, limit: int) -> Sequence[Recipe]:
        statement = select(Recipe).where(Recipe.owner_id == owner.id)
        result = await self.session.scalars(
            statement.order_by(Recipe.created_at).offset(skip).limit(limit)
        )
        return result.all()

    async def create(self, data: RecipeCreate, owner: User) -> Recipe:
        recipe = Recipe(**data.model_dump(), owner_id=owner.id)
        self.session.add(recipe)
        await self.session.commit()
        await self.session.refresh(recipe)
        return recipe

    async def update(self, recipe: Recipe, data: RecipeUpdate) -> Recipe:
        for key, value in data.model_dump(exclude_unset=True).items():
            setattr(recipe, key, value)
        await self.session.commit()
        await self.session.refresh(recipe)
        return recipe

    async def delete(self, recipe: Recipe) -> None:
        await self.session.delete(recipe)
        await self.session.commit()

    async def get_by_title(self, title: str, owner: User) -> Recipe | None:
        statement = select(Recipe).where(
            Recipe.title == title, Recipe.owner_id == owner.id
        )
        return await self.session.scalar(statement)
