from abc import ABC, abstractmethod

from app.domain.room import Room, RoomRepository


class FindRoomsUseCase(ABC):
    """Finds all rooms."""

    @abstractmethod
    def execute(self) -> list[Room]:
        raise NotImplementedError


class FindRoomsUseCaseImpl(FindRoomsUseCase):
    """Finds all rooms."""

    def __init__(self, room_repository: RoomRepository):
        self.room_repository = room_repository

    def execute(self) -> list[Room]:
        return self.room_repository.find_all()
