from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import get_db
from app.services.material_service import MaterialService


def get_material_service(db: Annotated[AsyncSession, Depends(get_db)]) -> MaterialService:
    return MaterialService(db)


MaterialServiceDep = Annotated[MaterialService, Depends(get_material_service)]
