from abc import ABC, abstractmethod
from uuid import uuid4

from app.domain.doctor import Doctor, DoctorRepository


class CreateDoctorUseCase(ABC):
    """Adds a doctor."""

    @abstractmethod
    def execute(self, name: str, specialty: str, notes: str | None) -> Doctor:
        raise NotImplementedError


class CreateDoctorUseCaseImpl(CreateDoctorUseCase):
    """Adds a doctor."""

    def __init__(self, doctor_repository: DoctorRepository):
        self.doctor_repository = doctor_repository

    def execute(self, name: str, specialty: str, notes: str | None) -> Doctor:
        doctor = Doctor(id=str(uuid4()), name=name, specialty=specialty, notes=notes)
        return self.doctor_repository.create(doctor)
