from collections.abc import Generator
from typing import Annotated

from fastapi import Depends
from sqlalchemy import StaticPool
from sqlmodel import Session, create_engine

engine = create_engine(
    "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
)


def get_db() -> Generator[Session, None, None]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_db)]
