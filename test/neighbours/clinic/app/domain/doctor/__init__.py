from .doctor import Doctor
from .doctor_exception import DoctorNotFoundError
from .doctor_repository import DoctorRepository

__all__ = ["Doctor", "DoctorNotFoundError", "DoctorRepository"]
