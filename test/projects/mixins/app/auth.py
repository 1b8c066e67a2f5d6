from enum import StrEnum
from typing import Annotated

from fastapi import Depends, HTTPException, Request


class Role(StrEnum):
    ADMIN = "admin"
    STAFF = "staff"
    GUEST = "guest"


def get_current_user(request: Request) -> Role:
    role = request.headers.get("X-Role")
    if role not in set(Role):
        raise HTTPException(status_code=401)
    return Role(role)


class RoleChecker:
    def __init__(self, allowed: list[Role]) -> None:
        self.allowed = allowed

    def __call__(self, role: Annotated[Role, Depends(get_current_user)]) -> Role:
        if role not in self.allowed:
            raise HTTPException(status_code=403)
        return role
