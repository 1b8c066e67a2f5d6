"""Who asks, where nobody has to sign in."""

from typing import Annotated

from fastapi import Depends, Request

from app.core.db import SessionDep
from app.users import User
from app.users.deps import get_current_user, oauth2_scheme


async def read_token(request: Request) -> str | None:
    """The request's token, if it has one. It needs none, so none is documented."""
    return await oauth2_scheme(request)


def get_visitor(
    token: Annotated[str | None, Depends(read_token)], db: SessionDep
) -> User | None:
    """The user whom the request's token belongs to; None where it has no token."""
    return None if token is None else get_current_user(token, db)


Visitor = Annotated[User | None, Depends(get_visitor)]
