from fastapi import Depends, HTTPException, Request

from app.users.models import User


def get_token(request: Request) -> str:
    token = request.cookies.get("users_access_token")
    if not token:
        raise HTTPException(status_code=401)
    return token


async def get_current_user(token: str = Depends(get_token)) -> User:
    raise HTTPException(status_code=401)


async def get_current_admin_user(current_user: User = Depends(get_current_user)) -> User:
    if current_user.is_admin:
        return current_user
    raise HTTPException(status_code=403)
