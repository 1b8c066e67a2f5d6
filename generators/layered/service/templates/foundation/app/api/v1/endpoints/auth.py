"""The endpoints under `/auth`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form

from app.api.deps import SessionDep
from app.api.errors import error_responses
from app.core.capacity import passwords
from app.repositories.user_repository import UserRepository
from app.schemas.auth import LoginForm, TokenResponse
from app.services.auth_service import AuthService

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post(
    "/login",
    dependencies=[Depends(passwords, scope="function")],
    responses=error_responses(400, 401),
)
async def log_in(form: Annotated[LoginForm, Form()], db: SessionDep) -> TokenResponse:
    """Trade an email (as `username`) and a password for a token."""
    service = AuthService(UserRepository(db))
    token = await service.sign_in(form.username, form.password)
    return TokenResponse(access_token=token)
