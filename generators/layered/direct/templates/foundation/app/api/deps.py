"""What endpoints depend on: the session, and who is calling."""

from collections.abc import Awaitable, Callable, Collection
from typing import Annotated

from fastapi import Depends, HTTPException, status
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.config import settings
from app.core.database import get_db
from app.core.security import read_access_token
from app.models.user import User

# With scope "function" the connection is free before the answer is sent.
SessionDep = Annotated[AsyncSession, Depends(get_db, scope="function")]

# By itself it would answer a missing token otherwise than the rest of the API does.
oauth2_scheme = OAuth2PasswordBearer(
    tokenUrl=f"{settings.API_V1_PREFIX}/auth/login", auto_error=False
)


async def get_current_user(
    token: Annotated[str | None, Depends(oauth2_scheme)], db: SessionDep
) -> User:
    """Find out who is calling.

    Args:
        token: The request's token.
        db: The request's session.

    Returns:
        The user whom the token belongs to.

    Raises:
        HTTPException: 401 where there is no token, or none that is valid, or their
            account is closed.
    """
    user_id = None if token is None else read_access_token(token)
    user = None if user_id is None else await db.get(User, user_id)
    if user is None or not user.is_active:
        raise HTTPException(
            status_code=status.HTTP_401_UNAUTHORIZED,
            detail="Sign in first: there is no valid token.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


def require_roles(roles: Collection[str]) -> Callable[[User], Awaitable[User]]:
    """Make a dependency that lets only some through.

    Args:
        roles: Whoever has one of these roles may pass.

    Returns:
        The dependency, which gives the user who is calling.
    """

    async def check_role(user: CurrentUser) -> User:
        """Let the caller pass, or not.

        Args:
            user: Who is calling.

        Returns:
            The same user.

        Raises:
            HTTPException: 403 where they have none of the roles.
        """
        if user.role not in roles:
            raise HTTPException(
                status_code=status.HTTP_403_FORBIDDEN,
                detail="Your role does not allow this.",
            )
        return user

    return check_role
