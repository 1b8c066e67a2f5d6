"""Wires users to the database."""

from typing import Annotated

from fastapi import Depends

from app.application.interfaces.user import IUserRepository
from app.core.db import SessionDep
from app.infrastructure.repositories.user import UserRepository


async def get_user_repo(db: SessionDep) -> IUserRepository:
    """The users in this request's transaction."""
    return UserRepository(db)


UserRepo = Annotated[IUserRepository, Depends(get_user_repo)]
