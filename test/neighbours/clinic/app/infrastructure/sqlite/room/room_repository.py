from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.room import Room, RoomRepository

from .room_dto import RoomDTO


class RoomRepositoryImpl(RoomRepository):
    """Keeps rooms in SQLite."""

    def __init__(self, session: Session):
        self.session: Session = session

    def create(self, room: Room) -> Room:
        self.session.add(RoomDTO.from_entity(room))
        self.session.commit()
        return room

    def find_by_id(self, id: str) -> Room | None:
        row = self.session.get(RoomDTO, id)
        return None if row is None else row.to_entity()

    def find_all(self) -> list[Room]:
        rows = self.session.scalars(select(RoomDTO).order_by(RoomDTO.id)).all()
        return [row.to_entity() for row in rows]

    def update(self, room: Room) -> Room:
        self.session.merge(RoomDTO.from_entity(room))
        self.session.commit()
        return room

    def delete_by_id(self, id: str) -> None:
        row = self.session.get(RoomDTO, id)
        if row is not None:
            self.session.delete(row)
            self.session.commit()

    def find_by_number(self, number: str) -> Room | None:
        row = self.session.scalar(select(RoomDTO).where(RoomDTO.number == number))
        return None if row is None else row.to_entity()


def new_room_repository(session: Session) -> RoomRepository:
    return RoomRepositoryImpl(session)
