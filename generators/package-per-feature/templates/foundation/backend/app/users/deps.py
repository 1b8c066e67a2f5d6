"""Who is calling, whether they may, and the user that a path names."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Annotated

from fastapi import Depends, Form
from fastapi.security import OAuth2PasswordBearer

from app.core.config import settings
from app.core.db import SessionDep
from app.core.exceptions import AuthenticationError, PermissionDeniedError
from app.core.sign_in_limits import SignInLimits
from app.core.types import EntityId
from app.users import models, schemas, services

# By itself it would answer a missing token otherwise than the rest of the API does.
oauth2_scheme = OAuth2PasswordBearer(
    tokenUrl=f"{settings.API_V1_PREFIX}/users/login", auto_error=False
)


def get_current_user(
    token: Annotated[str | None, Depends(oauth2_scheme)], db: SessionDep
) -> models.User:
    """The user whom the request's token belongs to."""
    if token is None:
        raise AuthenticationError("Sign in first.")
    return services.identify(db, token)


CurrentUser = Annotated[models.User, Depends(get_current_user)]


def require_roles(
    *roles: schemas.UserRole,
) -> Callable[[models.User], Awaitable[models.User]]:
    """Make a dependency that lets only those with one of these roles through."""

    async def check_role(user: CurrentUser) -> models.User:
        if user.role not in roles:
            raise PermissionDeniedError("Your role does not allow this.")
        return user

    return check_role


def limit_sign_in(
    form: Annotated[schemas.LoginForm, Form()],
    limits: Annotated[SignInLimits, Depends()],
) -> Iterator[None]:
    """Take so many wrong passwords and no more."""
    with limits.attempt(form.username):
        yield


def limit_registration(
    data: schemas.UserCreate, limits: Annotated[SignInLimits, Depends()]
) -> Iterator[None]:
    """Say so often that an address is taken and no more."""
    with limits.attempt(data.email):
        yield


def get_user_or_404(user_id: EntityId, db: SessionDep) -> models.User:
    """The user that the path names."""
    return services.get_user(db, user_id)


def lock_user_or_404(user_id: EntityId, db: SessionDep) -> models.User:
    """The user that the path names, to be changed by nobody else."""
    return services.get_user(db, user_id, for_update=True)


UserDep = Annotated[models.User, Depends(get_user_or_404)]
LockedUserDep = Annotated[models.User, Depends(lock_user_or_404)]
