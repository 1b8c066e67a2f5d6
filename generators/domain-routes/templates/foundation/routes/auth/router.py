"""The routes under `/auth`; those to register and to sign in are open to everybody."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, status

from database.connection import DbSession
from database.models import User
from routes.auth.schemas import LoginForm, TokenResponse, UserCreate, UserResponse
from services.auth_service import AuthService
from utils.access import CurrentUser
from utils.capacity import passwords
from utils.errors import error_responses

router = APIRouter(prefix="/auth", tags=["Auth"])


@router.post(
    "/register",
    response_model=UserResponse,
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(passwords, scope="function")],
    responses=error_responses(400, 409),
)
def register(data: UserCreate, db: DbSession) -> User:
    """Open an account with the role `user`."""
    return AuthService(db).register(data)


@router.post(
    "/login",
    dependencies=[Depends(passwords, scope="function")],
    responses=error_responses(400, 401),
)
def log_in(form: Annotated[LoginForm, Form()], db: DbSession) -> TokenResponse:
    """Trade an email (as `username`) and a password for a token."""
    token = AuthService(db).sign_in(form.username, form.password)
    return TokenResponse(access_token=token)


@router.get("/me", response_model=UserResponse, responses=error_responses(401))
def show_me(current_user: CurrentUser) -> User:
    """Show who is calling."""
    return current_user
