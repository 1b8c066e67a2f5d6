import uuid
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class MenuBase(BaseModel):
    name: str = Field(max_length=80)
    season: str = Field(max_length=20)


class MenuCreate(MenuBase):
    pass


class MenuUpdate(BaseModel):
    name: str | None = Field(default=None, max_length=80)
    season: str | None = Field(default=None, max_length=20)


class MenuRead(MenuBase):
    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    owner_id: uuid.UUID
    created_at: datetime
