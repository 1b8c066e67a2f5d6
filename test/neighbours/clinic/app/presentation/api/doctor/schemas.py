from pydantic import BaseModel, Field

from app.domain.doctor import Doctor


class DoctorCreateSchema(BaseModel):
    """What a new doctor is made of."""

    name: str = Field(max_length=80)
    specialty: str = Field(max_length=60)
    notes: str | None = None


class DoctorUpdateSchema(BaseModel):
    """What a doctor becomes."""

    name: str = Field(max_length=80)
    specialty: str = Field(max_length=60)
    notes: str | None = None


class DoctorSchema(BaseModel):
    """A doctor, as callers see it."""

    id: str
    name: str
    specialty: str
    notes: str | None

    @staticmethod
    def from_entity(doctor: Doctor) -> "DoctorSchema":
        return DoctorSchema(
            id=doctor.id,
            name=doctor.name,
            specialty=doctor.specialty,
            notes=doctor.notes,
        )
