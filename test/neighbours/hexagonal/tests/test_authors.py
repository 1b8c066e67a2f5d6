from fastapi.testclient import TestClient

BODY = {"name": "Ada", "email": "ada@example.com"}


def test_creates_and_gets(client: TestClient) -> None:
    created = client.post("/api/authors", json=BODY)
    assert created.status_code == 201
    shown = client.get(f"/api/authors/{created.json()['id']}")
    assert shown.json() == {"id": 1, **BODY}


def test_lists(client: TestClient) -> None:
    client.post("/api/authors", json=BODY)
    assert len(client.get("/api/authors").json()) == 1


def test_updates(client: TestClient) -> None:
    client.post("/api/authors", json=BODY)
    changed = client.patch("/api/authors/1", json={"name": "Ann"})
    assert changed.json() == {"id": 1, **BODY, "name": "Ann"}


def test_deletes(client: TestClient) -> None:
    client.post("/api/authors", json=BODY)
    assert client.delete("/api/authors/1").status_code == 204
    assert client.get("/api/authors/1").status_code == 404
