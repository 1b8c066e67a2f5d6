from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_db
from app.models import Book, Loan
from app.schemas.loan import LoanCreate, LoanRead

router = APIRouter(prefix="/loans", tags=["loans"])


@router.get("/", response_model=list[LoanRead])
def list_loans(db: Session = Depends(get_db)):
    return db.scalars(select(Loan)).all()


@router.get("/{loan_id}", response_model=LoanRead)
def get_loan(loan_id: int, db: Session = Depends(get_db)):
    loan = db.get(Loan, loan_id)
    if loan is None:
        raise HTTPException(404, "Loan not found")
    return loan


@router.post("/", response_model=LoanRead, status_code=201)
def create_loan(data: LoanCreate, db: Session = Depends(get_db)):
    book = db.get(Book, data.book_id)
    if book is None:
        raise HTTPException(422, "There is no such book")
    loan = Loan(**data.model_dump())
    db.add(loan)
    db.commit()
    return loan
