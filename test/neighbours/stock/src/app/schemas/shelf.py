from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ..core.schemas import TimestampSchema


class ShelfBase(BaseModel):
    label: Annotated[str, Field(max_length=20, examples=["A1"])]
    height: Annotated[int, Field(ge=0)]


class Shelf(ShelfBase, TimestampSchema):
    id: int
    is_deleted: bool


class ShelfRead(BaseModel):
    id: int
    label: str
    height: int
    created_at: datetime


class ShelfCreate(ShelfBase):
    model_config = ConfigDict(extra="forbid")


class ShelfCreateInternal(ShelfCreate):
    pass


class ShelfUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    label: str | None = None
    height: int | None = None


class ShelfUpdateInternal(ShelfUpdate):
    updated_at: datetime


class ShelfDelete(BaseModel):
    model_config = ConfigDict(extra="forbid")

    is_deleted: bool
    deleted_at: datetime
