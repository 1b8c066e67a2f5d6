from collections.abc import Generator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel

from app.db import engine
from app.main import app
from app.models import Station


@pytest.fixture
def client() -> Generator[TestClient, None, None]:
    SQLModel.metadata.drop_all(engine)
    SQLModel.metadata.create_all(engine)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def station(client: TestClient) -> Station:
    with Session(engine, expire_on_commit=False) as session:
        station = Station(name="Summit", height=2962)
        session.add(station)
        session.commit()
        return station
