import uuid
from collections.abc import Sequence

from fastapi import APIRouter, Depends, HTTPException, Query, status

from app.menus.models import Menu
from app.menus.repository import MenuRepository
from app.menus.schemas import MenuCreate, MenuRead, MenuUpdate
from app.users.manager import current_active_user
from app.users.models import User

router = APIRouter(prefix="/menus", tags=["menus"])


async def get_menu_or_404(
    menu_id: uuid.UUID,
    user: User = Depends(current_active_user),
    repository: MenuRepository = Depends(),
) -> Menu:
    menu = await repository.get(menu_id, user)
    if menu is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "No such menu")
    return menu


@router.get("/", response_model=list[MenuRead], name="menus:list")
async def list_menus(
    skip: int = Query(default=0, ge=0),
    limit: int = Query(default=50, ge=1, le=100),
    user: User = Depends(current_active_user),
    repository: MenuRepository = Depends(),
) -> Sequence[Menu]:
    return await repository.get_all(user, skip, limit)


@router.get("/{menu_id}", response_model=MenuRead, name="menus:get")
async def get_menu(menu: Menu = Depends(get_menu_or_404)) -> Menu:
    return menu


@router.post(
    "/",
    response_model=MenuRead,
    status_code=status.HTTP_201_CREATED,
    name="menus:create",
)
async def create_menu(
    data: MenuCreate,
    user: User = Depends(current_active_user),
    repository: MenuRepository = Depends(),
) -> Menu:
    return await repository.create(data, user)


@router.patch("/{menu_id}", response_model=MenuRead, name="menus:update")
async def update_menu(
    data: MenuUpdate,
    menu: Menu = Depends(get_menu_or_404),
    repository: MenuRepository = Depends(),
) -> Menu:
    return await repository.update(menu, data)


@router.delete(
    "/{menu_id}", status_code=status.HTTP_204_NO_CONTENT, name="menus:delete"
)
async def delete_menu(
    menu: Menu = Depends(get_menu_or_404),
    repository: MenuRepository = Depends(),
) -> None:
    await repository.delete(menu)
