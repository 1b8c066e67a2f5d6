from pydantic import BaseModel, ConfigDict, Field


class BookCreate(BaseModel):
    title: str = Field(max_length=120)
    pages: int


class BookUpdate(BaseModel):
    title: str | None = Field(None, max_length=120)
    pages: int | None = None


class BookRead(BookCreate):
    model_config = ConfigDict(from_attributes=True)

    id: int
