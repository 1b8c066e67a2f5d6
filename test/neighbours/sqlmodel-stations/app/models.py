import uuid

from sqlmodel import Field, Relationship, SQLModel


class StationBase(SQLModel):
    name: str = Field(min_length=1, max_length=80)
    height: int | None = Field(default=None, ge=0)


class StationCreate(StationBase):
    pass


class StationUpdate(SQLModel):
    name: str | None = Field(default=None, min_length=1, max_length=80)
    height: int | None = Field(default=None, ge=0)


class Station(StationBase, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)


class StationPublic(StationBase):
    id: uuid.UUID


class StationsPublic(SQLModel):
    data: list[StationPublic]
    count: int


class SensorBase(SQLModel):
    label: str = Field(min_length=1, max_length=40)
    active: bool = True


class SensorCreate(SensorBase):
    station_id: uuid.UUID


class SensorUpdate(SQLModel):
    label: str | None = Field(default=None, min_length=1, max_length=40)
    active: bool | None = None


class Sensor(SensorBase, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    station_id: uuid.UUID = Field(
        foreign_key="station.id", nullable=False, ondelete="CASCADE"
    )
    station: Station | None = Relationship()


class SensorPublic(SensorBase):
    id: uuid.UUID
    station_id: uuid.UUID


class SensorsPublic(SQLModel):
    data: list[SensorPublic]
    count: int
