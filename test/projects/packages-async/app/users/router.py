from fastapi import APIRouter, Depends

from app.users.dependencies import get_current_admin_user, get_current_user
from app.users.models import User

router = APIRouter(prefix="/auth", tags=["Auth"])


@router.get("/me/")
async def get_me(user_data: User = Depends(get_current_user)) -> str:
    return user_data.phone


@router.get("/all_users/")
async def get_all(user_data: User = Depends(get_current_admin_user)) -> list[str]:
    return []
