from typing import Annotated

from fastapi import APIRouter, Depends, status
from sqlalchemy.orm import Session

from app.core.auth import Principal, require_authenticated_principal
from app.core.db.session import get_db_session
from app.readers.models import Reader
from app.readers.schemas.readers import ReaderCreate, ReaderRead
from app.readers.services.readers import ReaderService

router = APIRouter(prefix="/readers", tags=["readers"])

DbSessionDep = Annotated[Session, Depends(get_db_session)]
PrincipalDep = Annotated[Principal, Depends(require_authenticated_principal)]


@router.get("", response_model=list[ReaderRead])
def list_readers(session: DbSessionDep, principal: PrincipalDep) -> list[Reader]:
    return ReaderService(session).list_all()


@router.post("", response_model=ReaderRead, status_code=status.HTTP_201_CREATED)
def create_reader(data: ReaderCreate, session: DbSessionDep, principal: PrincipalDep) -> Reader:
    return ReaderService(session).create(data)
