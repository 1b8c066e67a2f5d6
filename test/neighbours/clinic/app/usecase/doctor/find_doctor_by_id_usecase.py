from abc import ABC, abstractmethod

from app.domain.doctor import Doctor, DoctorNotFoundError, DoctorRepository


class FindDoctorByIdUseCase(ABC):
    """Finds a doctor."""

    @abstractmethod
    def execute(self, id: str) -> Doctor:
        raise NotImplementedError


class FindDoctorByIdUseCaseImpl(FindDoctorByIdUseCase):
    """Finds a doctor."""

    def __init__(self, doctor_repository: DoctorRepository):
        self.doctor_repository = doctor_repository

    def execute(self, id: str) -> Doctor:
        doctor = self.doctor_repository.find_by_id(id)
        if doctor is None:
            raise DoctorNotFoundError
        return doctor
