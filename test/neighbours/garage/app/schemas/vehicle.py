from decimal import Decimal
from typing import Optional

from pydantic import BaseModel, ConfigDict, Field, field_validator


class VehicleCreate(BaseModel):
    """What a new vehicle is made of."""

    plate: str = Field(..., max_length=12, description="Plate of the vehicle")
    model: str = Field(..., max_length=60, description="Model of the vehicle")
    value: Decimal = Field(..., gt=0, description="Value of the vehicle")
    remark: Optional[str] = Field(None, description="Remark of the vehicle")
    mechanic_id: int = Field(..., description="Mechanic of the vehicle")

    @field_validator("plate", "model")
    @classmethod
    def strip(cls, value: str) -> str:
        return value.strip()


class VehicleUpdate(BaseModel):
    """What of a vehicle changes."""

    plate: Optional[str] = Field(None, max_length=12, description="Plate of the vehicle")
    model: Optional[str] = Field(None, max_length=60, description="Model of the vehicle")
    value: Optional[Decimal] = Field(None, gt=0, description="Value of the vehicle")
    remark: Optional[str] = Field(None, description="Remark of the vehicle")

    @field_validator("plate", "model", "value")
    @classmethod
    def refuse_null(cls, value):
        if value is None:
            raise ValueError("may not be null")
        return value


class VehicleResponse(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    plate: str
    model: str
    value: Decimal
    remark: Optional[str]
    mechanic_id: int
