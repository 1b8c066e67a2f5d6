from abc import ABC, abstractmethod

from app.domain.room import RoomNotFoundError, RoomRepository


class DeleteRoomUseCase(ABC):
    """Removes a room."""

    @abstractmethod
    def execute(self, id: str) -> None:
        raise NotImplementedError


class DeleteRoomUseCaseImpl(DeleteRoomUseCase):
    """Removes a room."""

    def __init__(self, room_repository: RoomRepository):
        self.room_repository = room_repository

    def execute(self, id: str) -> None:
        if self.room_repository.find_by_id(id) is None:
            raise RoomNotFoundError
        self.room_repository.delete_by_id(id)
