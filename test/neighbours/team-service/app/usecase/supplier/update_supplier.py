from app.models import Supplier
from app.schemas.supplier import SupplierUpdate
from app.services.supplier_service import SupplierService


class UpdateSupplier:
    """Changes what is given of a supplier."""

    def __init__(self, service: SupplierService) -> None:
        self.service = service

    async def __call__(self, supplier_id: int, data: SupplierUpdate) -> Supplier:
        supplier = await self.service.get(supplier_id)
        for key, value in data.model_dump(exclude_unset=True).items():
            setattr(supplier, key, value)
        return await self.service.save(supplier)
