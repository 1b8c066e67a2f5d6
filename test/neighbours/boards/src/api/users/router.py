import secrets

from fastapi import APIRouter

from src.api.users.models import User
from src.api.users.schemas import UserIn, UserOut
from src.core.database import SessionDep

router = APIRouter(prefix='/users', tags=['users'])


@router.post('', response_model=UserOut, status_code=201)
async def sign_up(data: UserIn, session: SessionDep) -> User:
    user = User(name=data.name, token=secrets.token_hex(16))
    session.add(user)
    await session.commit()
    return user
