import uuid
from collections.abc import Sequence

from fastapi import APIRouter, Depends, HTTPException, Query, status

from app.recipes.models import Recipe
from app.recipes.repository import RecipeRepository
from app.recipes.schemas import RecipeCreate, RecipeRead, RecipeUpdate
from app.users.manager import current_active_user
from app.users.models import User

router = APIRouter(prefix="/recipes", tags=["recipes"])


async def get_recipe_or_404(
    recipe_id: uuid.UUID,
    user: User = Depends(current_active_user),
    repository: RecipeRepository = Depends(),
) -> Recipe:
    recipe = await repository.get(recipe_id, user)
    if recipe is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such recipe")
    return recipe


@router.get("/", response_model=list[RecipeRead], name="recipes:list")
async def list_recipes(
    skip: int = Query(default=0, ge=0),
    limit: int = Query(default=50, ge=1, le=100),
    user: User = Depends(current_active_user),
    repository: RecipeRepository = Depends(),
) -> Sequence[Recipe]:
    return await repository.get_all(user, skip, limit)


@router.get("/{recipe_id}", response_model=RecipeRead, name="recipes:get")
async def get_recipe(recipe: Recipe = Depends(get_recipe_or_404)) -> Recipe:
    return recipe


@router.post(
    "/",
    response_model=RecipeRead,
    status_code=status.HTTP_201_CREATED,
    name="recipes:create",
)
async def create_recipe(
    data: RecipeCreate,
    user: User = Depends(current_active_user),
    repository: RecipeRepository = Depends(),
) -> Recipe:
    return await repository.create(data, user)


@router.patch("/{recipe_id}", response_model=RecipeRead, name="recipes:update")
async def update_recipe(
    data: RecipeUpdate,
    recipe: Recipe = Depends(get_recipe_or_404),
    repository: RecipeRepository = Depends(),
) -> Recipe:
    return await repository.update(recipe, data)


@router.delete(
    "/{recipe_id}", status_code=status.HTTP_204_NO_CONTENT, name="recipes:delete"
)
async def delete_recipe(
    recipe: Recipe = Depends(get_recipe_or_404),
    repository: RecipeRepository = Depends(),
) -> None:
    await repository.delete(recipe)


@router.post("/{recipe_id}/double", response_model=RecipeRead, name="recipes:double")
async def double_recipe(
    recipe: Recipe = Depends(get_recipe_or_404),
    repository: RecipeRepository = Depends(),
) -> Recipe:
    return await repository.update(recipe, RecipeUpdate(servings=2 * recipe.servings))
