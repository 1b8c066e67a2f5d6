"""The endpoints under `/auth`."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Form

from app.application.use_cases.auth import SignInUseCase
from app.presentation.api.v1.dependencies.security import PasswordHasher, TokenService
from app.presentation.api.v1.dependencies.sign_in_limits import SignInLimits
from app.presentation.api.v1.dependencies.user import UserRepo
from app.presentation.api.v1.schemas.auth import SignInRequest, TokenResponse
from app.presentation.errors import error_responses

router = APIRouter()


def limit_sign_in(
    form: Annotated[SignInRequest, Form()], limits: Annotated[SignInLimits, Depends()]
) -> Iterator[None]:
    """Take so many wrong passwords and no more."""
    with limits.attempt(form.username):
        yield


@router.post(
    "/login",
    dependencies=[Depends(limit_sign_in, scope="function")],
    responses=error_responses(400, 401, 429),
)
def log_in(
    form: Annotated[SignInRequest, Form()],
    repo: UserRepo,
    hasher: PasswordHasher,
    tokens: TokenService,
) -> TokenResponse:
    """Trade an email (as `username`) and a password for a token."""
    user = SignInUseCase(repo, hasher).execute(form.username, form.password)
    return TokenResponse(access_token=tokens.issue(str(user.id)))
