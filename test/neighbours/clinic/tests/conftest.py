from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.infrastructure.sqlite.database import Base, engine
from app.main import app


@pytest.fixture
def client() -> Iterator[TestClient]:
    Base.metadata.drop_all(engine)
    with TestClient(app) as client:
        yield client
