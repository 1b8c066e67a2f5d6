from fastapi import APIRouter, Query

from app.api.supplier.dependencies import SupplierServiceDep
from app.core.auth import CurrentUser
from app.models import Supplier
from app.schemas.common import PaginatedResponse
from app.schemas.supplier import SupplierCreate, SupplierResponse, SupplierUpdate
from app.usecase.supplier.create_supplier import CreateSupplier
from app.usecase.supplier.update_supplier import UpdateSupplier

router = APIRouter()


@router.get("/", response_model=PaginatedResponse[SupplierResponse])
async def list_suppliers(
    service: SupplierServiceDep, page: int = Query(1, ge=1), size: int = Query(20, le=100)
) -> dict[str, object]:
    items, total = await service.page(page, size)
    return {"items": items, "total": total, "page": page}


@router.post("/", response_model=SupplierResponse, status_code=201)
async def create_supplier(
    data: SupplierCreate, service: SupplierServiceDep, user: CurrentUser
) -> Supplier:
    return await CreateSupplier(service)(data)


@router.get("/{supplier_id}", response_model=SupplierResponse)
async def get_supplier(supplier_id: int, service: SupplierServiceDep) -> Supplier:
    return await service.get(supplier_id)


@router.patch("/{supplier_id}", response_model=SupplierResponse)
async def update_supplier(
    supplier_id: int, data: SupplierUpdate, service: SupplierServiceDep, user: CurrentUser
) -> Supplier:
    return await UpdateSupplier(service)(supplier_id, data)


@router.delete("/{supplier_id}", status_code=204)
async def delete_supplier(supplier_id: int, service: SupplierServiceDep, user: CurrentUser) -> None:
    await service.remove(await service.get(supplier_id))
