"""The endpoints under `/auth`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form

from app.application.use_cases.auth import SignInUseCase
from app.core.capacity import passwords
from app.presentation.api.v1.dependencies.security import PasswordHasher, TokenService
from app.presentation.api.v1.dependencies.user import UserRepo
from app.presentation.api.v1.schemas.auth import SignInRequest, TokenResponse
from app.presentation.errors import error_responses

router = APIRouter()


@router.post(
    "/login",
    dependencies=[Depends(passwords, scope="function")],
    responses=error_responses(400, 401),
)
def log_in(
    form: Annotated[SignInRequest, Form()],
    repo: UserRepo,
    hasher: PasswordHasher,
    tokens: TokenService,
) -> TokenResponse:
    """Trade an email (as `username`) and a password for a token."""
    token = SignInUseCase(repo, hasher, tokens).execute(form.username, form.password)
    return TokenResponse(access_token=token)
