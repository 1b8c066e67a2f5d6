from pydantic import BaseModel, ConfigDict


class ReaderCreate(BaseModel):
    name: str


class ReaderRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
