from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app)


def test_write_post():
    body = {"title": "Hello", "teaser": "World"}
    post = client.post("/post", json=body).json()
    assert client.get(f"/post/{post['id']}").json() == post


def test_erase_post():
    post = client.post("/post", json={"title": "Hello", "teaser": "World"}).json()
    assert client.delete(f"/post/{post['id']}").status_code == 204
    assert client.get(f"/post/{post['id']}").status_code == 404
