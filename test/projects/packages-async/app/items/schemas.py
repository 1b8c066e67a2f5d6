from pydantic import BaseModel, ConfigDict


class ItemCreate(BaseModel):
    title: str


class SItem(ItemCreate):
    model_config = ConfigDict(from_attributes=True)

    id: int
