from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastcrud import PaginatedListResponse, compute_offset, paginated_response
from sqlalchemy.ext.asyncio import AsyncSession

from ...core.db.database import async_get_db
from ...core.exceptions.http_exceptions import DuplicateValueException, NotFoundException
from ...crud.crud_parts import crud_parts
from ...schemas.part import PartCreate, PartCreateInternal, PartRead, PartUpdate

router = APIRouter(tags=["parts"])


@router.post("/part", response_model=PartRead, status_code=201)
async def write_part(
    request: Request, part: PartCreate, db: Annotated[AsyncSession, Depends(async_get_db)]
) -> Any:
    sku_row = await crud_parts.exists(db=db, sku=part.sku)
    if sku_row:
        raise DuplicateValueException("Part SKU already exists")

    part_internal = PartCreateInternal(**part.model_dump())
    created_part = await crud_parts.create(
        db=db, object=part_internal, schema_to_select=PartRead, return_as_model=True
    )
    return created_part


@router.get("/parts", response_model=PaginatedListResponse[PartRead])
async def read_parts(
    request: Request,
    db: Annotated[AsyncSession, Depends(async_get_db)],
    page: int = 1,
    items_per_page: int = 10,
) -> dict:
    parts_data = await crud_parts.get_multi(
        db=db,
        offset=compute_offset(page, items_per_page),
        limit=items_per_page,
        is_deleted=False,
    )
    return paginated_response(crud_data=parts_data, page=page, items_per_page=items_per_page)


@router.get("/part/{id}", response_model=PartRead)
async def read_part(
    request: Request, id: int, db: Annotated[AsyncSession, Depends(async_get_db)]
) -> Any:
    db_part = await crud_parts.get(db=db, id=id, is_deleted=False, schema_to_select=PartRead)
    if db_part is None:
        raise NotFoundException("Part not found")
    return db_part


@router.patch("/part/{id}")
async def patch_part(
    request: Request,
    id: int,
    values: PartUpdate,
    db: Annotated[AsyncSession, Depends(async_get_db)],
) -> dict[str, str]:
    if not await crud_parts.exists(db=db, id=id, is_deleted=False):
        raise NotFoundException("Part not found")
    await crud_parts.update(db=db, object=values, id=id)
    return {"message": "Part updated"}


@router.delete("/part/{id}")
async def erase_part(
    request: Request, id: int, db: Annotated[AsyncSession, Depends(async_get_db)]
) -> dict[str, str]:
    if not await crud_parts.exists(db=db, id=id, is_deleted=False):
        raise NotFoundException("Part not found")
    await crud_parts.delete(db=db, id=id)
    return {"message": "Part deleted"}
