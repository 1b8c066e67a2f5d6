from .doctor_dto import DoctorDTO
from .doctor_repository import DoctorRepositoryImpl, new_doctor_repository

__all__ = ["DoctorDTO", "DoctorRepositoryImpl", "new_doctor_repository"]
