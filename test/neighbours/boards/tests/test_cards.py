import pytest


@pytest.fixture
def card(client, board):
    url = f'/api/boards/{board["id"]}/cards'
    return client.post(url, json={'title': 'Read', 'position': 1, 'text': None}).json()


def test_create_card(card, board):
    assert card['board_id'] == board['id']


def test_list_cards(client, board, card):
    answer = client.get(f'/api/boards/{board["id"]}/cards').json()
    assert answer == {'total': 1, 'items': [card]}


def test_get_card(client, board, card):
    answer = client.get(f'/api/boards/{board["id"]}/cards/{card["id"]}')
    assert answer.json() == card


def test_update_card(client, board, card):
    url = f'/api/boards/{board["id"]}/cards/{card["id"]}'
    answer = client.put(url, json={'title': 'Write', 'position': 1})
    assert answer.status_code == 200


def test_delete_card(client, board, card):
    url = f'/api/boards/{board["id"]}/cards/{card["id"]}'
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


def test_cards_of_no_board(client):
    assert client.get('/api/boards/999/cards').status_code == 404


def test_cards_need_a_user(anonymous, board):
    assert anonymous.get(f'/api/boards/{board["id"]}/cards').status_code == 401


def test_move_card(client, board, card):
    url = f'/api/boards/{board["id"]}/cards/{card["id"]}/move'
    assert client.post(url, params={'position': 3}).json()['position'] == 3
