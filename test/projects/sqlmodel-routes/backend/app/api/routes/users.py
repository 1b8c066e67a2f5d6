from fastapi import APIRouter

from app.api.deps import CurrentUser

router = APIRouter(prefix="/users", tags=["users"])


@router.get("/me")
def read_me(current_user: CurrentUser) -> str:
    return current_user.email
