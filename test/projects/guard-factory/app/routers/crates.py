from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import deps
from app.database import get_db
from app.models.crate import Crate
from app.schemas.crate import CrateCreate, CrateRead

router = APIRouter()


@router.get("", response_model=list[CrateRead])
def list_crates(
    db: Session = Depends(get_db),
    current_user: str = Depends(deps.get_current_user(required_permissions=["crate.read"])),
) -> list[Crate]:
    return list(db.scalars(select(Crate)))


@router.post("", response_model=CrateRead, status_code=201)
def create_crate(
    data: CrateCreate,
    db: Session = Depends(get_db),
    current_user: str = Depends(deps.get_current_user(required_permissions=["crate.write"])),
) -> Crate:
    crate = Crate(label=data.label)
    db.add(crate)
    db.commit()
    return crate
