def test_create_doctor(client):
    response = client.post(
        "/doctors", json={"name": "Ada", "specialty": "surgery", "notes": None}
    )
    assert response.status_code == 201
    assert response.json()["name"] == "Ada"


def test_get_doctors(client):
    client.post("/doctors", json={"name": "Ada", "specialty": "surgery"})
    response = client.get("/doctors")
    assert [row["name"] for row in response.json()] == ["Ada"]


def test_update_doctor(client):
    doctor = client.post(
        "/doctors", json={"name": "Ada", "specialty": "surgery"}
    ).json()
    response = client.put(
        f"/doctors/{doctor['id']}", json={"name": "Eve", "specialty": "surgery"}
    )
    assert response.json()["name"] == "Eve"


def test_delete_doctor(client):
    doctor = client.post(
        "/doctors", json={"name": "Ada", "specialty": "surgery"}
    ).json()
    assert client.delete(f"/doctors/{doctor['id']}").status_code == 204
    assert client.get(f"/doctors/{doctor['id']}").status_code == 404
