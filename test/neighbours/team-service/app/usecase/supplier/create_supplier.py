from app.models import Supplier
from app.schemas.supplier import SupplierCreate
from app.services.supplier_service import SupplierService


class CreateSupplier:
    """Creates a supplier."""

    def __init__(self, service: SupplierService) -> None:
        self.service = service

    async def __call__(self, data: SupplierCreate) -> Supplier:
        return await self.service.save(Supplier(**data.model_dump()))
