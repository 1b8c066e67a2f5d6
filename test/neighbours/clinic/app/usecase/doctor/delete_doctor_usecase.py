from abc import ABC, abstractmethod

from app.domain.doctor import DoctorNotFoundError, DoctorRepository


class DeleteDoctorUseCase(ABC):
    """Removes a doctor."""

    @abstractmethod
    def execute(self, id: str) -> None:
        raise NotImplementedError


class DeleteDoctorUseCaseImpl(DeleteDoctorUseCase):
    """Removes a doctor."""

    def __init__(self, doctor_repository: DoctorRepository):
        self.doctor_repository = doctor_repository

    def execute(self, id: str) -> None:
        if self.doctor_repository.find_by_id(id) is None:
            raise DoctorNotFoundError
        self.doctor_repository.delete_by_id(id)
