from abc import ABC, abstractmethod
from uuid import uuid4

from app.domain.room import Room, RoomRepository


class CreateRoomUseCase(ABC):
    """Adds a room."""

    @abstractmethod
    def execute(self, number: str, floor: int) -> Room:
        raise NotImplementedError


class CreateRoomUseCaseImpl(CreateRoomUseCase):
    """Adds a room."""

    def __init__(self, room_repository: RoomRepository):
        self.room_repository = room_repository

    def execute(self, number: str, floor: int) -> Room:
        if self.room_repository.find_by_number(number) is not None:
            raise ValueError(f"There is a room {number} already.")
        room = Room(id=str(uuid4()), number=number, floor=floor)
        return self.room_repository.create(room)
