from fastapi import APIRouter

from app.api.endpoints import item, tag

api_router = APIRouter()

api_router.include_router(item.router, prefix="/items", tags=["items"])
api_router.include_router(tag.router, prefix="/tags", tags=["tags"])
