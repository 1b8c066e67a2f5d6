"""What endpoints depend on: the session, and who is calling."""

from collections.abc import Awaitable, Callable, Collection
from typing import Annotated

from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.config import settings
from app.core.database import get_db
from app.core.exceptions import AuthenticationError, PermissionDeniedError
from app.models.user import User
from app.repositories.user_repository import UserRepository
from app.services.auth_service import AuthService

# With scope "function" the commit comes before the answer is sent: when it fails, the
# caller hears of it.
SessionDep = Annotated[AsyncSession, Depends(get_db, scope="function")]

# By itself it would answer a missing token otherwise than the rest of the API does.
oauth2_scheme = OAuth2PasswordBearer(
    tokenUrl=f"{settings.API_V1_PREFIX}/auth/login", auto_error=False
)


async def get_current_user(
    token: Annotated[str | None, Depends(oauth2_scheme)], db: SessionDep
) -> User:
    """The user whom the request's token belongs to."""
    if token is None:
        raise AuthenticationError("Sign in first.")
    return await AuthService(UserRepository(db)).identify(token)


CurrentUser = Annotated[User, Depends(get_current_user)]


def require_roles(roles: Collection[str]) -> Callable[[User], Awaitable[User]]:
    """Make a dependency that lets only those with one of these roles through."""

    async def check_role(user: CurrentUser) -> User:
        if user.role not in roles:
            raise PermissionDeniedError("Your role does not allow this.")
        return user

    return check_role
