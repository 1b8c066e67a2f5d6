from fastapi import APIRouter, Query

from app.api.material.dependencies import MaterialServiceDep
from app.core.auth import CurrentUser
from app.models import Material
from app.schemas.common import PaginatedResponse
from app.schemas.material import MaterialCreate, MaterialResponse, MaterialUpdate
from app.usecase.material.create_material import CreateMaterial
from app.usecase.material.update_material import UpdateMaterial

router = APIRouter()


@router.get("/", response_model=PaginatedResponse[MaterialResponse])
async def list_materials(
    service: MaterialServiceDep, page: int = Query(1, ge=1), size: int = Query(20, le=100)
) -> dict[str, object]:
    items, total = await service.page(page, size)
    return {"items": items, "total": total, "page": page}


@router.post("/", response_model=MaterialResponse, status_code=201)
async def create_material(
    data: MaterialCreate, service: MaterialServiceDep, user: CurrentUser
) -> Material:
    return await CreateMaterial(service)(data)


@router.get("/{material_id}", response_model=MaterialResponse)
async def get_material(material_id: int, service: MaterialServiceDep) -> Material:
    return await service.get(material_id)


@router.patch("/{material_id}", response_model=MaterialResponse)
async def update_material(
    material_id: int, data: MaterialUpdate, service: MaterialServiceDep, user: CurrentUser
) -> Material:
    return await UpdateMaterial(service)(material_id, data)


@router.delete("/{material_id}", status_code=204)
async def delete_material(material_id: int, service: MaterialServiceDep, user: CurrentUser) -> None:
    await service.remove(await service.get(material_id))


@router.post("/{material_id}/restock", response_model=MaterialResponse)
async def restock_material(
    material_id: int, amount: int, service: MaterialServiceDep, user: CurrentUser
) -> Material:
    return await service.restock(await service.get(material_id), amount)
