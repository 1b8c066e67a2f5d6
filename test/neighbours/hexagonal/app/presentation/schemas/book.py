from pydantic import BaseModel, ConfigDict


class BookCreate(BaseModel):
    title: str
    pages: int
    isbn: str


class BookUpdate(BaseModel):
    title: str | None = None
    pages: int | None = None
    isbn: str | None = None


class BookOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    title: str
    pages: int
    isbn: str
