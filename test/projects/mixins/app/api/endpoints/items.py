from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth import RoleChecker, Role, get_current_user
from app.db.base import Base
from app.db.session import engine, get_session
from app.models.item import Item
from app.schemas.item import ItemRead

router = APIRouter(prefix="/items", tags=["items"], dependencies=[Depends(get_current_user)])
Base.metadata.create_all(engine)


@router.get("", response_model=list[ItemRead], dependencies=[Depends(RoleChecker([Role.ADMIN]))])
def list_items(session: Annotated[Session, Depends(get_session)]):
    return session.scalars(select(Item).where(Item.deleted_at.is_(None))).all()
