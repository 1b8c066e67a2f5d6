from pydantic import BaseModel, ConfigDict

from app.models.loan import LoanState


class LoanCreate(BaseModel):
    note: str
    state: LoanState
    book_id: int


class LoanRead(LoanCreate):
    model_config = ConfigDict(from_attributes=True)

    id: int
