from fastapi import APIRouter

from app.readers.api.readers import router as readers_router
from app.works.api.works import router as works_router


def build_master_router() -> APIRouter:
    router = APIRouter(prefix="/api/v1")
    router.include_router(readers_router)
    router.include_router(works_router)
    return router
