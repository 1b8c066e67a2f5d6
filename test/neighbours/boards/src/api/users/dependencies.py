from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select

from src.api.users.models import User
from src.core.database import SessionDep

bearer = HTTPBearer(auto_error=False)


async def get_current_user(
    session: SessionDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> User:
    token = None if credentials is None else credentials.credentials
    user = await session.scalar(select(User).where(User.token == token))
    if user is None:
        raise HTTPException(401, 'Please sign in')
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]
