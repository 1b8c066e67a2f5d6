from fastapi import APIRouter

from app.api.material.router import router as material_router
from app.api.supplier.router import router as supplier_router

api_router = APIRouter()
api_router.include_router(material_router, prefix="/materials", tags=["Materials"])
api_router.include_router(supplier_router, prefix="/suppliers", tags=["Suppliers"])
