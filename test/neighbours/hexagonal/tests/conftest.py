from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.infrastructure.database import engine
from app.infrastructure.models.base import Base
from app.main import app


@pytest.fixture
def client() -> Iterator[TestClient]:
    Base.metadata.create_all(engine)
    with TestClient(app) as client:
        yield client
    Base.metadata.drop_all(engine)
