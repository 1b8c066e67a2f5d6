from http import HTTPStatus

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from jwt import DecodeError, decode, encode
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.database import get_session
from tasks.models import User
from tasks.settings import SECRET_KEY

oauth2_scheme = OAuth2PasswordBearer(tokenUrl='auth/token')


def create_access_token(data: dict):
    return encode(data, SECRET_KEY, algorithm='HS256')


async def get_current_user(
    session: AsyncSession = Depends(get_session),
    token: str = Depends(oauth2_scheme),
):
    credentials_exception = HTTPException(
        status_code=HTTPStatus.UNAUTHORIZED,
        detail='Could not validate credentials',
        headers={'WWW-Authenticate': 'Bearer'},
    )
    try:
        payload = decode(token, SECRET_KEY, algorithms=['HS256'])
    except DecodeError:
        raise credentials_exception
    user = await session.scalar(
        select(User).where(User.username == payload.get('sub'))
    )
    if not user:
        raise credentials_exception
    return user
