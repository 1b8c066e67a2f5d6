"""Who is calling, and whether they may."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer

from app.application.use_cases.auth import IdentifyUserUseCase
from app.domain.entities.user import User, UserRole
from app.domain.exceptions import AuthenticationError, PermissionDeniedError
from app.presentation.api.v1.dependencies.security import TokenService
from app.presentation.api.v1.dependencies.user import UserRepo

# By itself it would answer a missing token otherwise than the rest of the API does.
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="/auth/login", auto_error=False)


def get_current_user(
    token: Annotated[str | None, Depends(oauth2_scheme)],
    repo: UserRepo,
    tokens: TokenService,
) -> User:
    """The user whom the request's token belongs to."""
    if token is None:
        raise AuthenticationError("Sign in first.")
    return IdentifyUserUseCase(repo, tokens).execute(token)


CurrentUser = Annotated[User, Depends(get_current_user)]


def require_roles(*roles: UserRole) -> Callable[[User], Awaitable[User]]:
    """Make a dependency that lets only those with one of these roles through."""

    async def check_role(user: CurrentUser) -> User:
        if user.role not in roles:
            raise PermissionDeniedError("Your role does not allow this.")
        return user

    return check_role
