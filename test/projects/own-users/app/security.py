from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_db
from app.models import Account


def current_account(credentials: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())], db: Annotated[Session, Depends(get_db)]) -> Account:
    account = db.scalar(select(Account).filter_by(login=credentials.username))
    if account is None:
        raise HTTPException(status_code=401)
    return account


def get_current_user(account: Annotated[Account, Depends(current_account)]) -> Account:
    return account


def require_role(role: str):
    def check(account: Annotated[Account, Depends(get_current_user)]) -> Account:
        if account.role != role:
            raise HTTPException(status_code=403)
        return account

    return check
