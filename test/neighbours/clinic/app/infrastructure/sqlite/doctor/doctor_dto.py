from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.doctor import Doctor
from app.infrastructure.sqlite.database import Base


class DoctorDTO(Base):
    """The table of doctors."""

    __tablename__ = "doctor"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    specialty: Mapped[str] = mapped_column(String(60))
    notes: Mapped[str | None] = mapped_column(Text)

    def to_entity(self) -> Doctor:
        return Doctor(
            id=self.id,
            name=self.name,
            specialty=self.specialty,
            notes=self.notes,
        )

    @staticmethod
    def from_entity(doctor: Doctor) -> "DoctorDTO":
        return DoctorDTO(
            id=doctor.id,
            name=doctor.name,
            specialty=doctor.specialty,
            notes=doctor.notes,
        )
