from abc import ABC, abstractmethod

from app.domain.doctor import Doctor, DoctorRepository


class FindDoctorsUseCase(ABC):
    """Finds all doctors."""

    @abstractmethod
    def execute(self) -> list[Doctor]:
        raise NotImplementedError


class FindDoctorsUseCaseImpl(FindDoctorsUseCase):
    """Finds all doctors."""

    def __init__(self, doctor_repository: DoctorRepository):
        self.doctor_repository = doctor_repository

    def execute(self) -> list[Doctor]:
        return self.doctor_repository.find_all()
