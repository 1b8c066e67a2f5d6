import pytest


@pytest.fixture
def loan(client, book):
    body = {"note": "For a week", "state": "open", "book_id": book["id"]}
    return client.post("/loans/", json=body).json()


def test_create_loan(client, loan):
    assert client.get(f"/loans/{loan['id']}").json() == loan


def test_list_loans(client, loan):
    assert client.get("/loans/").json() == [loan]


def test_get_loan_not_found(client):
    assert client.get("/loans/999").status_code == 404


def test_create_loan_of_nothing(client):
    body = {"note": "For a week", "state": "open", "book_id": 999}
    assert client.post("/loans/", json=body).status_code == 422
