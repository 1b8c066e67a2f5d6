from fastapi.testclient import TestClient

BODY = {"title": "Emma", "pages": 474}


def test_creates_and_lists(client: TestClient) -> None:
    created = client.post("/api/books", json=BODY)
    assert created.status_code == 201
    assert created.json() == BODY | {"id": created.json()["id"]}
    assert client.get("/api/books").json() == [created.json()]


def test_changes_and_deletes(client: TestClient) -> None:
    book = client.post("/api/books", json=BODY).json()
    url = f"/api/books/{book['id']}"
    changed = client.patch(url, json={"title": "Persuasion"})
    assert changed.json() == book | {"title": "Persuasion"}
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_refuses_what_is_missing(client: TestClient) -> None:
    assert client.post("/api/books", json={}).status_code == 422
