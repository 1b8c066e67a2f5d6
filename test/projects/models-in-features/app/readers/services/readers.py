from sqlalchemy import select
from sqlalchemy.orm import Session

from app.readers.models import Reader
from app.readers.schemas.readers import ReaderCreate


class ReaderService:
    def __init__(self, session: Session) -> None:
        self.session = session

    def list_all(self) -> list[Reader]:
        return list(self.session.scalars(select(Reader)))

    def create(self, data: ReaderCreate) -> Reader:
        reader = Reader(**data.model_dump())
        self.session.add(reader)
        self.session.commit()
        return reader
