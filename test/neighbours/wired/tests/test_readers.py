from fastapi.testclient import TestClient

BODY = {"name": "Ada"}


def test_creates_and_lists(client: TestClient) -> None:
    created = client.post("/api/readers", json=BODY)
    assert created.status_code == 201
    assert created.json() == BODY | {"id": created.json()["id"]}
    assert client.get("/api/readers").json() == [created.json()]


def test_changes_and_deletes(client: TestClient) -> None:
    reader = client.post("/api/readers", json=BODY).json()
    url = f"/api/readers/{reader['id']}"
    changed = client.patch(url, json={"name": "Grace"})
    assert changed.json() == reader | {"name": "Grace"}
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_refuses_what_is_missing(client: TestClient) -> None:
    assert client.post("/api/readers", json={}).status_code == 422
