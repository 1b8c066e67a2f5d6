from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import get_session

router = APIRouter(prefix="/items", tags=["Items"])


@router.get("/")
async def get_items(session: AsyncSession = Depends(get_session)) -> list[str]:
    return []
