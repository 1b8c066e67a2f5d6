from collections.abc import Callable

from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer

oauth2 = OAuth2PasswordBearer(tokenUrl="login")

GRANTED = {"keeper": {"crate.read", "crate.write"}, "guest": set()}


def get_current_user(required_permissions: list[str] | None = None) -> Callable[..., str]:
    def current_user(token: str = Depends(oauth2)) -> str:
        if token not in GRANTED:
            raise HTTPException(401, "Unknown token.")
        if not set(required_permissions or []) <= GRANTED[token]:
            raise HTTPException(403, "Not allowed.")
        return token

    return current_user
