from datetime import datetime

from pydantic import BaseModel, ConfigDict


class MaterialBase(BaseModel):
    name: str
    code: str
    stock: int


class MaterialCreate(MaterialBase):
    pass


class MaterialUpdate(BaseModel):
    name: str | None = None
    code: str | None = None
    stock: int | None = None


class MaterialResponse(MaterialBase):
    model_config = ConfigDict(from_attributes=True)

    id: int
    created_at: datetime
