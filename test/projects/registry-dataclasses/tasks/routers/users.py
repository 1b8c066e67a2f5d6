from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.database import get_session
from tasks.models import User
from tasks.schemas import UserPublic, UserSchema

router = APIRouter(prefix='/users', tags=['users'])
Session = Annotated[AsyncSession, Depends(get_session)]


@router.post('/', status_code=HTTPStatus.CREATED, response_model=UserPublic)
async def create_user(user: UserSchema, session: Session):
    if await session.scalar(
        select(User).where(User.username == user.username)
    ):
        raise HTTPException(
            status_code=HTTPStatus.CONFLICT, detail='Username already exists'
        )
    db_user = User(username=user.username, password=user.password)
    session.add(db_user)
    await session.commit()
    await session.refresh(db_user)
    return db_user
