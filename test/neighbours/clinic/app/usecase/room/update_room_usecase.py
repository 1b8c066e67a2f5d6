from abc import ABC, abstractmethod

from app.domain.room import Room, RoomNotFoundError, RoomRepository


class UpdateRoomUseCase(ABC):
    """Changes a room."""

    @abstractmethod
    def execute(self, id: str, number: str, floor: int) -> Room:
        raise NotImplementedError


class UpdateRoomUseCaseImpl(UpdateRoomUseCase):
    """Changes a room."""

    def __init__(self, room_repository: RoomRepository):
        self.room_repository = room_repository

    def execute(self, id: str, number: str, floor: int) -> Room:
        room = self.room_repository.find_by_id(id)
        if room is None:
            raise RoomNotFoundError
        room.number = number
        room.floor = floor
        return self.room_repository.update(room)
