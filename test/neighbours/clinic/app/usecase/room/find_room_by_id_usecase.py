from abc import ABC, abstractmethod

from app.domain.room import Room, RoomNotFoundError, RoomRepository


class FindRoomByIdUseCase(ABC):
    """Finds a room."""

    @abstractmethod
    def execute(self, id: str) -> Room:
        raise NotImplementedError


class FindRoomByIdUseCaseImpl(FindRoomByIdUseCase):
    """Finds a room."""

    def __init__(self, room_repository: RoomRepository):
        self.room_repository = room_repository

    def execute(self, id: str) -> Room:
        room = self.room_repository.find_by_id(id)
        if room is None:
            raise RoomNotFoundError
        return room
