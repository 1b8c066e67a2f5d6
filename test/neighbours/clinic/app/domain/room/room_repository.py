from abc import ABC, abstractmethod

from .room import Room


class RoomRepository(ABC):
    """Where rooms are kept."""

    @abstractmethod
    def create(self, room: Room) -> Room:
        raise NotImplementedError

    @abstractmethod
    def find_by_id(self, id: str) -> Room | None:
        raise NotImplementedError

    @abstractmethod
    def find_all(self) -> list[Room]:
        raise NotImplementedError

    @abstractmethod
    def update(self, room: Room) -> Room:
        raise NotImplementedError

    @abstractmethod
    def delete_by_id(self, id: str) -> None:
        raise NotImplementedError

    @abstractmethod
    def find_by_number(self, number: str) -> Room | None:
        raise NotImplementedError
