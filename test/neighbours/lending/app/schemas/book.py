from pydantic import BaseModel, ConfigDict


class BookCreate(BaseModel):
    title: str


class BookRead(BookCreate):
    model_config = ConfigDict(from_attributes=True)

    id: int
