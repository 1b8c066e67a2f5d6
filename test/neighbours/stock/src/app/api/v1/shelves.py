from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastcrud import PaginatedListResponse, compute_offset, paginated_response
from sqlalchemy.ext.asyncio import AsyncSession

from ...core.db.database import async_get_db
from ...core.exceptions.http_exceptions import NotFoundException
from ...crud.crud_shelves import crud_shelves
from ...schemas.shelf import ShelfCreate, ShelfCreateInternal, ShelfRead, ShelfUpdate

router = APIRouter(tags=["shelves"])


@router.post("/shelf", response_model=ShelfRead, status_code=201)
async def write_shelf(
    request: Request, shelf: ShelfCreate, db: Annotated[AsyncSession, Depends(async_get_db)]
) -> Any:
    shelf_internal = ShelfCreateInternal(**shelf.model_dump())
    created_shelf = await crud_shelves.create(
        db=db, object=shelf_internal, schema_to_select=ShelfRead, return_as_model=True
    )
    return created_shelf


@router.get("/shelves", response_model=PaginatedListResponse[ShelfRead])
async def read_shelves(
    request: Request,
    db: Annotated[AsyncSession, Depends(async_get_db)],
    page: int = 1,
    items_per_page: int = 10,
) -> dict:
    shelves_data = await crud_shelves.get_multi(
        db=db,
        offset=compute_offset(page, items_per_page),
        limit=items_per_page,
        is_deleted=False,
    )
    return paginated_response(crud_data=shelves_data, page=page, items_per_page=items_per_page)


@router.get("/shelf/{id}", response_model=ShelfRead)
async def read_shelf(
    request: Request, id: int, db: Annotated[AsyncSession, Depends(async_get_db)]
) -> Any:
    db_shelf = await crud_shelves.get(db=db, id=id, is_deleted=False, schema_to_select=ShelfRead)
    if db_shelf is None:
        raise NotFoundException("Shelf not found")
    return db_shelf


@router.patch("/shelf/{id}")
async def patch_shelf(
    request: Request,
    id: int,
    values: ShelfUpdate,
    db: Annotated[AsyncSession, Depends(async_get_db)],
) -> dict[str, str]:
    if not await crud_shelves.exists(db=db, id=id, is_deleted=False):
        raise NotFoundException("Shelf not found")
    await crud_shelves.update(db=db, object=values, id=id)
    return {"message": "Shelf updated"}


@router.delete("/shelf/{id}")
async def erase_shelf(
    request: Request, id: int, db: Annotated[AsyncSession, Depends(async_get_db)]
) -> dict[str, str]:
    if not await crud_shelves.exists(db=db, id=id, is_deleted=False):
        raise NotFoundException("Shelf not found")
    await crud_shelves.delete(db=db, id=id)
    return {"message": "Shelf deleted"}
