from sqlalchemy import select
from sqlalchemy.orm import Session

from app.works.models import Work
from app.works.schemas.works import WorkCreate


class WorkService:
    def __init__(self, session: Session) -> None:
        self.session = session

    def list_all(self) -> list[Work]:
        return list(self.session.scalars(select(Work)))

    def create(self, data: WorkCreate) -> Work:
        work = Work(**data.model_dump())
        self.session.add(work)
        self.session.commit()
        return work
