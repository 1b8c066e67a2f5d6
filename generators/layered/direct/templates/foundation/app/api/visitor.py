"""Who asks, where nobody has to sign in."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from app.api.deps import SessionDep, get_current_user, oauth2_scheme
from app.models.user import User


async def read_token(request: Request) -> str | None:
    """Read the token of a request that needs none, so none is documented.

    Args:
        request: The request.

    Returns:
        Its token, if it has one.
    """
    return await oauth2_scheme(request)


async def get_visitor(
    token: Annotated[str | None, Depends(read_token)], db: SessionDep
) -> User | None:
    """Find out who asks, if they say so.

    Args:
        token: The request's token, if it has one.
        db: The request's session.

    Returns:
        The user whom the token belongs to; None where there is none that is valid.
    """
    if token is None:
        return None
    try:
        return await get_current_user(token, db)
    except HTTPException:
        return None


Visitor = Annotated[User | None, Depends(get_visitor)]
