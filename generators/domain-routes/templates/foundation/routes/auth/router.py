"""The routes under `/auth`; those to register and to sign in are open to everybody."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Form, status

from database.connection import DbSession
from database.models import User
from routes.auth.schemas import LoginForm, TokenResponse, UserCreate, UserResponse
from services.auth_service import AuthService
from utils.access import CurrentUser
from utils.errors import error_responses
from utils.sign_in_limits import SignInLimits

router = APIRouter(prefix="/auth", tags=["Auth"])


def limit_registration(
    data: UserCreate, limits: Annotated[SignInLimits, Depends()]
) -> Iterator[None]:
    """Say so often that an address is taken and no more."""
    with limits.attempt(data.email):
        yield


@router.post(
    "/register",
    response_model=UserResponse,
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(limit_registration, scope="function")],
    responses=error_responses(400, 409, 429),
)
def register(data: UserCreate, db: DbSession) -> User:
    """Open an account with the role `user`."""
    return AuthService(db).register(data)


def limit_sign_in(
    form: Annotated[LoginForm, Form()], limits: Annotated[SignInLimits, Depends()]
) -> Iterator[None]:
    """Take so many wrong passwords and no more."""
    with limits.attempt(form.username):
        yield


@router.post(
    "/login",
    dependencies=[Depends(limit_sign_in, scope="function")],
    responses=error_responses(400, 401, 429),
)
def log_in(form: Annotated[LoginForm, Form()], db: DbSession) -> TokenResponse:
    """Trade an email (as `username`) and a password for a token."""
    token = AuthService(db).sign_in(form.username, form.password)
    return TokenResponse(access_token=token)


@router.get("/me", response_model=UserResponse, responses=error_responses(401))
def show_me(current_user: CurrentUser) -> User:
    """Show who is calling."""
    return current_user
