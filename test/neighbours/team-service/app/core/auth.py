from typing import Annotated

from fastapi import Depends, Header

from app.core.exceptions import AppException


async def get_current_user(x_user: Annotated[str | None, Header()] = None) -> str:
    if x_user is None:
        raise AppException("unauthorized", "Not signed in", 401)
    return x_user


CurrentUser = Annotated[str, Depends(get_current_user)]
