from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ..core.schemas import TimestampSchema


class PartBase(BaseModel):
    sku: Annotated[str, Field(max_length=20, examples=["B-12"])]
    name: Annotated[str, Field(max_length=80, examples=["Bolt"])]
    weight: Annotated[int, Field(ge=0)]
    notes: str | None = None


class Part(PartBase, TimestampSchema):
    id: int
    is_deleted: bool


class PartRead(BaseModel):
    id: int
    sku: str
    name: str
    weight: int
    notes: str | None
    created_at: datetime


class PartCreate(PartBase):
    model_config = ConfigDict(extra="forbid")


class PartCreateInternal(PartCreate):
    pass


class PartUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sku: str | None = None
    name: str | None = None
    weight: int | None = None
    notes: str | None = None


class PartUpdateInternal(PartUpdate):
    updated_at: datetime


class PartDelete(BaseModel):
    model_config = ConfigDict(extra="forbid")

    is_deleted: bool
    deleted_at: datetime
