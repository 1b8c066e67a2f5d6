from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.db import get_session
from shop.users.models import User

bearer = HTTPBearer(auto_error=False)


async def current_active_user(
    session: Annotated[AsyncSession, Depends(get_session)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> User:
    token = '' if credentials is None else credentials.credentials
    user = await session.scalar(select(User).where(User.token == token))
    if user is None:
        raise HTTPException(401, 'Sign in first')
    return user
