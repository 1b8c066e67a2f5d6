def test_create_room(client):
    response = client.post("/rooms", json={"number": "1.07", "floor": 1})
    assert response.status_code == 201
    assert response.json()["number"] == "1.07"


def test_get_rooms(client):
    client.post("/rooms", json={"number": "1.07", "floor": 1})
    response = client.get("/rooms")
    assert [row["number"] for row in response.json()] == ["1.07"]


def test_update_room(client):
    room = client.post("/rooms", json={"number": "1.07", "floor": 1}).json()
    response = client.put(f"/rooms/{room['id']}", json={"number": "2.07", "floor": 2})
    assert response.json()["number"] == "2.07"


def test_delete_room(client):
    room = client.post("/rooms", json={"number": "1.07", "floor": 1}).json()
    assert client.delete(f"/rooms/{room['id']}").status_code == 204
    assert client.get(f"/rooms/{room['id']}").status_code == 404
