import pytest


@pytest.fixture
def label(client, board):
    url = f'/api/boards/{board["id"]}/labels'
    return client.post(url, json={'name': 'Late', 'color': '#ff0000'}).json()


def test_create_label(label, board):
    assert label['board_id'] == board['id']


def test_list_labels(client, board, label):
    answer = client.get(f'/api/boards/{board["id"]}/labels').json()
    assert answer == {'total': 1, 'items': [label]}


def test_get_label(client, board, label):
    answer = client.get(f'/api/boards/{board["id"]}/labels/{label["id"]}')
    assert answer.json() == label


def test_update_label(client, board, label):
    url = f'/api/boards/{board["id"]}/labels/{label["id"]}'
    answer = client.put(url, json={'name': 'Soon', 'color': '#ff0000'})
    assert answer.status_code == 200


def test_delete_label(client, board, label):
    url = f'/api/boards/{board["id"]}/labels/{label["id"]}'
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_labels_of_no_board(client):
    assert client.get('/api/boards/999/labels').status_code == 404


def test_labels_need_a_user(anonymous, board):
    assert anonymous.get(f'/api/boards/{board["id"]}/labels').status_code == 401
