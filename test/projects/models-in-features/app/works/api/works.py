from typing import Annotated

from fastapi import APIRouter, Depends, status
from sqlalchemy.orm import Session

from app.core.auth import Principal, require_authenticated_principal
from app.core.db.session import get_db_session
from app.works.models import Work
from app.works.schemas.works import WorkCreate, WorkRead
from app.works.services.works import WorkService

router = APIRouter(prefix="/works", tags=["works"])

DbSessionDep = Annotated[Session, Depends(get_db_session)]
PrincipalDep = Annotated[Principal, Depends(require_authenticated_principal)]


@router.get("", response_model=list[WorkRead])
def list_works(session: DbSessionDep, principal: PrincipalDep) -> list[Work]:
    return WorkService(session).list_all()


@router.post("", response_model=WorkRead, status_code=status.HTTP_201_CREATED)
def create_work(data: WorkCreate, session: DbSessionDep, principal: PrincipalDep) -> Work:
    return WorkService(session).create(data)
