import uuid

from fastapi.testclient import TestClient

from shop.main import app


def test_somebody_registers_and_signs_in() -> None:
    with TestClient(app) as client:
        answer = client.post('/users', json={'email': f'{uuid.uuid4()}@example.com'})
        assert answer.status_code == 201
        headers = {'Authorization': f'Bearer {answer.json()["token"]}'}
        assert client.get('/items', headers=headers).json() == []
