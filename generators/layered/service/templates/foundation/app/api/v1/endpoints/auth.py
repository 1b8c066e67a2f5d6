"""The endpoints under `/auth`."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Form

from app.api.deps import SessionDep
from app.api.errors import error_responses
from app.api.sign_in_limits import SignInLimits
from app.repositories.user_repository import UserRepository
from app.schemas.auth import LoginForm, TokenResponse
from app.services.auth_service import AuthService

router = APIRouter(prefix="/auth", tags=["auth"])


async def limit_sign_in(
    form: Annotated[LoginForm, Form()], limits: Annotated[SignInLimits, Depends()]
) -> AsyncIterator[None]:
    """Take so many wrong passwords and no more."""
    async with limits.attempt(form.username):
        yield


@router.post(
    "/login",
    dependencies=[Depends(limit_sign_in, scope="function")],
    responses=error_responses(400, 401, 429),
)
async def log_in(form: Annotated[LoginForm, Form()], db: SessionDep) -> TokenResponse:
    """Trade an email (as `username`) and a password for a token."""
    service = AuthService(UserRepository(db))
    token = await service.sign_in(form.username, form.password)
    return TokenResponse(access_token=token)
