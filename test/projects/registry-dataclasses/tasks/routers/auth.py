from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordRequestForm
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.database import get_session
from tasks.models import User
from tasks.schemas import Token
from tasks.security import create_access_token

router = APIRouter(prefix='/auth', tags=['auth'])

OAuth2Form = Annotated[OAuth2PasswordRequestForm, Depends()]
Session = Annotated[AsyncSession, Depends(get_session)]


@router.post('/token', response_model=Token)
async def login(form_data: OAuth2Form, session: Session):
    user = await session.scalar(
        select(User).where(User.username == form_data.username)
    )
    if not user or user.password != form_data.password:
        raise HTTPException(
            status_code=HTTPStatus.UNAUTHORIZED,
            detail='Incorrect username or password',
        )
    token = create_access_token({'sub': user.username})
    return {'access_token': token, 'token_type': 'bearer'}
