from fastapi.testclient import TestClient

BODY = {"title": "Emma", "pages": 474, "isbn": "9780141439587"}


def test_creates_and_gets(client: TestClient) -> None:
    created = client.post("/api/books", json=BODY)
    assert created.status_code == 201
    shown = client.get(f"/api/books/{created.json()['id']}")
    assert shown.json() == {"id": 1, **BODY}


def test_lists(client: TestClient) -> None:
    client.post("/api/books", json=BODY)
    assert len(client.get("/api/books").json()) == 1


def test_updates(client: TestClient) -> None:
    client.post("/api/books", json=BODY)
    changed = client.patch("/api/books/1", json={"pages": 500})
    assert changed.json() == {"id": 1, **BODY, "pages": 500}


def test_deletes(client: TestClient) -> None:
    client.post("/api/books", json=BODY)
    assert client.delete("/api/books/1").status_code == 204
    assert client.get("/api/books/1").status_code == 404
