from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import get_db
from app.services.supplier_service import SupplierService


def get_supplier_service(db: Annotated[AsyncSession, Depends(get_db)]) -> SupplierService:
    return SupplierService(db)


SupplierServiceDep = Annotated[SupplierService, Depends(get_supplier_service)]
