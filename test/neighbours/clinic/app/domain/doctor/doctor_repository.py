from abc import ABC, abstractmethod

from .doctor import Doctor


class DoctorRepository(ABC):
    """Where doctors are kept."""

    @abstractmethod
    def create(self, doctor: Doctor) -> Doctor:
        raise NotImplementedError

    @abstractmethod
    def find_by_id(self, id: str) -> Doctor | None:
        raise NotImplementedError

    @abstractmethod
    def find_all(self) -> list[Doctor]:
        raise NotImplementedError

    @abstractmethod
    def update(self, doctor: Doctor) -> Doctor:
        raise NotImplementedError

    @abstractmethod
    def delete_by_id(self, id: str) -> None:
        raise NotImplementedError
