"""Who asks, where nobody has to sign in."""

from typing import Annotated

from fastapi import Depends, Request

from app.api.deps import SessionDep, get_current_user, oauth2_scheme
from app.core.exceptions import AuthenticationError
from app.models.user import User


async def read_token(request: Request) -> str | None:
    """The request's token, if it has one. It needs none, so none is documented."""
    return await oauth2_scheme(request)


async def get_visitor(
    token: Annotated[str | None, Depends(read_token)], db: SessionDep
) -> User | None:
    """The user of the request's token; None where it has none that is valid."""
    if token is None:
        return None
    try:
        return await get_current_user(token, db)
    except AuthenticationError:
        return None


Visitor = Annotated[User | None, Depends(get_visitor)]
