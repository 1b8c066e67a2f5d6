from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.doctor import Doctor, DoctorRepository

from .doctor_dto import DoctorDTO


class DoctorRepositoryImpl(DoctorRepository):
    """Keeps doctors in SQLite."""

    def __init__(self, session: Session):
        self.session: Session = session

    def create(self, doctor: Doctor) -> Doctor:
        self.session.add(DoctorDTO.from_entity(doctor))
        self.session.commit()
        return doctor

    def find_by_id(self, id: str) -> Doctor | None:
        row = self.session.get(DoctorDTO, id)
        return None if row is None else row.to_entity()

    def find_all(self) -> list[Doctor]:
        rows = self.session.scalars(select(DoctorDTO).order_by(DoctorDTO.id)).all()
        return [row.to_entity() for row in rows]

    def update(self, doctor: Doctor) -> Doctor:
        self.session.merge(DoctorDTO.from_entity(doctor))
        self.session.commit()
        return doctor

    def delete_by_id(self, id: str) -> None:
        row = self.session.get(DoctorDTO, id)
        if row is not None:
            self.session.delete(row)
            self.session.commit()


def new_doctor_repository(session: Session) -> DoctorRepository:
    return DoctorRepositoryImpl(session)
