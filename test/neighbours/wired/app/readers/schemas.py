from pydantic import BaseModel, ConfigDict, Field


class ReaderCreate(BaseModel):
    name: str = Field(max_length=80)


class ReaderUpdate(BaseModel):
    name: str | None = Field(None, max_length=80)


class ReaderRead(ReaderCreate):
    model_config = ConfigDict(from_attributes=True)

    id: int
