def test_create_board(client, board):
    assert client.get(f'/api/boards/{board["id"]}').json() == board


def test_list_boards(client, board):
    assert client.get('/api/boards').json() == {'total': 1, 'items': [board]}


def test_update_board(client, board):
    url = f'/api/boards/{board["id"]}'
    assert client.put(url, json={'title': 'Home'}).json()['title'] == 'Home'


def test_delete_board(client, board):
    url = f'/api/boards/{board["id"]}'
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_boards_need_a_user(anonymous):
    assert anonymous.get('/api/boards').status_code == 401
