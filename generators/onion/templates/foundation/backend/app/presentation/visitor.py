"""Who asks, where nobody has to sign in."""

from typing import Annotated

from fastapi import Depends, Request

from app.domain.entities.user import User
from app.domain.exceptions import AuthenticationError
from app.presentation.api.v1.dependencies.auth import get_current_user, oauth2_scheme
from app.presentation.api.v1.dependencies.security import TokenService
from app.presentation.api.v1.dependencies.user import UserRepo


async def read_token(request: Request) -> str | None:
    """The request's token, if it has one. It needs none, so none is documented."""
    return await oauth2_scheme(request)


def get_visitor(
    token: Annotated[str | None, Depends(read_token)],
    repo: UserRepo,
    tokens: TokenService,
) -> User | None:
    """The user of the request's token; None where it has none that is valid."""
    if token is None:
        return None
    try:
        return get_current_user(token, repo, tokens)
    except AuthenticationError:
        return None


Visitor = Annotated[User | None, Depends(get_visitor)]
