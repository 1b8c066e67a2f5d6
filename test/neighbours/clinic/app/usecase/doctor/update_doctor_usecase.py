from abc import ABC, abstractmethod

from app.domain.doctor import Doctor, DoctorNotFoundError, DoctorRepository


class UpdateDoctorUseCase(ABC):
    """Changes a doctor."""

    @abstractmethod
    def execute(self, id: str, name: str, specialty: str, notes: str | None) -> Doctor:
        raise NotImplementedError


class UpdateDoctorUseCaseImpl(UpdateDoctorUseCase):
    """Changes a doctor."""

    def __init__(self, doctor_repository: DoctorRepository):
        self.doctor_repository = doctor_repository

    def execute(self, id: str, name: str, specialty: str, notes: str | None) -> Doctor:
        doctor = self.doctor_repository.find_by_id(id)
        if doctor is None:
            raise DoctorNotFoundError
        doctor.name = name
        doctor.specialty = specialty
        doctor.notes = notes
        return self.doctor_repository.update(doctor)
