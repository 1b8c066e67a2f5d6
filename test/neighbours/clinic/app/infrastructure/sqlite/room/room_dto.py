from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.room import Room
from app.infrastructure.sqlite.database import Base


class RoomDTO(Base):
    """The table of rooms."""

    __tablename__ = "room"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[str] = mapped_column(String(10))
    floor: Mapped[int] = mapped_column(Integer)

    def to_entity(self) -> Room:
        return Room(
            id=self.id,
            number=self.number,
            floor=self.floor,
        )

    @staticmethod
    def from_entity(room: Room) -> "RoomDTO":
        return RoomDTO(
            id=room.id,
            number=room.number,
            floor=room.floor,
        )
