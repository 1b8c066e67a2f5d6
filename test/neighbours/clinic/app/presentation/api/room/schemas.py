from pydantic import BaseModel, Field

from app.domain.room import Room


class RoomCreateSchema(BaseModel):
    """What a new room is made of."""

    number: str = Field(max_length=10)
    floor: int


class RoomUpdateSchema(BaseModel):
    """What a room becomes."""

    number: str = Field(max_length=10)
    floor: int


class RoomSchema(BaseModel):
    """A room, as callers see it."""

    id: str
    number: str
    floor: int

    @staticmethod
    def from_entity(room: Room) -> "RoomSchema":
        return RoomSchema(
            id=room.id,
            number=room.number,
            floor=room.floor,
        )
