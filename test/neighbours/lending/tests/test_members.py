def test_create_member(client, member):
    assert client.get(f"/members/{member['id']}").json() == member


def test_list_members(client, member):
    assert client.get("/members/").json() == [member]


def test_get_member_not_found(client):
    assert client.get("/members/999").status_code == 404
