"""Who is calling, and whether they may."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer
from structlog.contextvars import bind_contextvars

from database.connection import DbSession
from database.models import User
from services.auth_service import AuthService
from utils.exceptions import AuthenticationError, PermissionDeniedError

UserRole = Literal["user", "admin"]

# By itself it would answer a missing token otherwise than the rest of the API does.
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/login", auto_error=False)


def get_current_user(
    token: Annotated[str | None, Depends(oauth2_scheme)], db: DbSession
) -> User:
    """The user whom the request's token belongs to."""
    if token is None:
        raise AuthenticationError("Sign in first.")
    user = AuthService(db).identify(token)
    bind_contextvars(user_id=str(user.id))
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


def require_roles(*roles: UserRole) -> Callable[[User], Awaitable[User]]:
    """Make a dependency that lets only those with one of these roles through."""

    async def check_role(user: CurrentUser) -> User:
        if user.role not in roles:
            raise PermissionDeniedError("Your role does not allow this.")
        return user

    return check_role


require_admin = require_roles("admin")
