import secrets
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from shop.db import get_session
from shop.users.models import User
from shop.users.schemas import UserCreate, UserRead

router = APIRouter(prefix='/users', tags=['users'])


@router.post('', response_model=UserRead, status_code=201)
async def create_user(
    data: UserCreate, session: Annotated[AsyncSession, Depends(get_session)]
) -> User:
    user = User(email=data.email, token=secrets.token_hex(32))
    session.add(user)
    await session.commit()
    return user
