from pydantic import BaseModel, ConfigDict


class WorkCreate(BaseModel):
    title: str


class WorkRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    title: str
