from http import HTTPStatus


def test_create_todo(client):
    user = {'username': 'ada', 'password': 'secret'}
    client.post('/users/', json=user)
    token = client.post('/auth/token', data=user).json()['access_token']

    response = client.post(
        '/todos/',
        headers={'Authorization': f'Bearer {token}'},
        json={'title': 'Read', 'state': 'draft'},
    )

    assert response.status_code == HTTPStatus.CREATED
    assert response.json() == {'id': 1, 'title': 'Read', 'state': 'draft'}


def test_todos_need_a_user(client):
    assert client.get('/todos/').status_code == HTTPStatus.UNAUTHORIZED
