import pytest
from fastapi.testclient import TestClient

from src.main import app


@pytest.fixture
def anonymous():
    with TestClient(app) as client:
        yield client


@pytest.fixture
def client(anonymous):
    token = anonymous.post('/api/users', json={'name': 'ada'}).json()['token']
    return TestClient(app, headers={'Authorization': f'Bearer {token}'})


@pytest.fixture
def board(client):
    return client.post('/api/boards', json={'title': 'Work'}).json()
