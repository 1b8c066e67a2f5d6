from typing import Annotated

from fastapi import Depends, Header, HTTPException


class CurrentUser:
    def __init__(self, role: str) -> None:
        self.role = role


async def get_current_user(x_role: Annotated[str | None, Header()] = None) -> CurrentUser:
    if x_role is None:
        raise HTTPException(status_code=401)
    return CurrentUser(x_role)


def require_roles(*roles: str):
    async def check(user: Annotated[CurrentUser, Depends(get_current_user)]) -> CurrentUser:
        if user.role not in roles:
            raise HTTPException(status_code=403)
        return user

    return Depends(check)
