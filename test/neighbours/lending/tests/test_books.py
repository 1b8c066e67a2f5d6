def test_create_book(client, book):
    assert client.get(f"/books/{book['id']}").json() == book


def test_list_books(client, book):
    assert client.get("/books/").json() == [book]


def test_get_book_not_found(client):
    assert client.get("/books/999").status_code == 404
