from pydantic import BaseModel, ConfigDict


class CrateCreate(BaseModel):
    label: str


class CrateRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    label: str
