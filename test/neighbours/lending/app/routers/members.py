from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_db
from app.models import Member
from app.schemas.member import MemberCreate, MemberRead

router = APIRouter(prefix="/members", tags=["members"])


@router.get("/", response_model=list[MemberRead])
def list_members(db: Session = Depends(get_db)):
    return db.scalars(select(Member)).all()


@router.get("/{member_id}", response_model=MemberRead)
def get_member(member_id: int, db: Session = Depends(get_db)):
    member = db.get(Member, member_id)
    if member is None:
        raise HTTPException(404, "Member not found")
    return member


@router.post("/", response_model=MemberRead, status_code=201)
def create_member(data: MemberCreate, db: Session = Depends(get_db)):
    member = Member(**data.model_dump())
    db.add(member)
    db.commit()
    return member
