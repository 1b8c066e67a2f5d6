"""Accounts over HTTP."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.conftest import SignIn

ACCOUNT = {"email": "ada@example.com", "password": "correct horse"}


async def test_from_registration_to_a_token(client: AsyncClient) -> None:
    registered = await client.post("/users", json=ACCOUNT)
    assert registered.status_code == 201, registered.text
    assert "password" not in registered.text

    form = {"username": ACCOUNT["email"], "password": ACCOUNT["password"]}
    signed_in = await client.post("/auth/login", data=form)
    assert signed_in.status_code == 200, signed_in.text

    headers = {"Authorization": f"Bearer {signed_in.json()['access_token']}"}
    me = await client.get("/users/me", headers=headers)
    assert me.json() == registered.json()


async def test_registers_an_address_once(client: AsyncClient) -> None:
    await client.post("/users", json=ACCOUNT)

    again = await client.post("/users", json=ACCOUNT)

    assert again.status_code == 409


@pytest.mark.parametrize(
    "change", [{"email": "nobody"}, {"password": "short"}, {"role": "admin"}]
)
async def test_refuses_an_invalid_registration(
    client: AsyncClient, change: dict[str, Any]
) -> None:
    response = await client.post("/users", json=ACCOUNT | change)

    assert response.status_code == 422


@pytest.mark.parametrize(
    ("name", "password"),
    [
        (ACCOUNT["email"], "wrong horse"),
        (ACCOUNT["email"], "longer than bcrypt reads" * 4),
        ("nobody@example.com", "longer than bcrypt reads" * 4),
        ("not an address", ACCOUNT["password"]),
    ],
)
async def test_refuses_a_wrong_password(
    client: AsyncClient, name: str, password: str
) -> None:
    await client.post("/users", json=ACCOUNT)
    form = {"username": name, "password": password}

    response = await client.post("/auth/login", data=form)

    assert response.status_code == 401
    assert response.json()["detail"] == "Wrong email or password."
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_refuses_a_name_that_no_database_could_hold(client: AsyncClient) -> None:
    form = {"username": "a\x00b@example.com", "password": "correct horse"}

    response = await client.post("/auth/login", data=form)

    assert response.status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        r'{"email": "\ud800", "password": "correct horse"}',
        r'{"email": "ada@example.com", "password": "correct horse\ud800"}',
        r'{"email": NaN, "password": "correct horse"}',
        r'{"\ud800": 1, "password": "correct horse"}',
        "NaN",
        "{",
    ],
)
async def test_refuses_what_is_hardly_json_and_does_not_repeat_it(
    client: AsyncClient, body: str
) -> None:
    headers = {"Content-Type": "application/json"}

    response = await client.post("/users", content=body, headers=headers)

    assert response.status_code == 422
    assert response.json()["errors"][0]["loc"][0] == "body"
    assert "correct horse" not in response.text


async def test_refuses_a_forged_token(client: AsyncClient) -> None:
    headers = {"Authorization": "Bearer forged"}

    response = await client.get("/users/me", headers=headers)

    assert response.status_code == 401


async def test_admins_list_show_and_promote(
    client: AsyncClient, sign_in: SignIn
) -> None:
    admin = sign_in("admin")
    user_id = (await client.post("/users", json=ACCOUNT)).json()["id"]

    promoted = await client.patch(
        f"/users/{user_id}", json={"role": "admin"}, headers=admin
    )
    shown = await client.get(f"/users/{user_id}", headers=admin)
    listed = await client.get("/users?role=admin&sort=-id&limit=1", headers=admin)

    assert promoted.json()["role"] == "admin"
    assert shown.json() == promoted.json()
    assert listed.json() == {
        "items": [shown.json()],
        "total": 2,
        "limit": 1,
        "offset": 0,
    }


@pytest.mark.parametrize("change", [{"role": None}, {"role": "admin", "id": 1}])
async def test_only_roles_change_and_none_is_cleared(
    client: AsyncClient, sign_in: SignIn, change: dict[str, Any]
) -> None:
    user_id = (await client.post("/users", json=ACCOUNT)).json()["id"]

    response = await client.patch(
        f"/users/{user_id}", json=change, headers=sign_in("admin")
    )

    assert response.status_code == 422


async def test_admins_close_accounts(client: AsyncClient, sign_in: SignIn) -> None:
    admin = sign_in("admin")
    user_id = (await client.post("/users", json=ACCOUNT)).json()["id"]

    first = await client.delete(f"/users/{user_id}", headers=admin)
    second = await client.delete(f"/users/{user_id}", headers=admin)

    assert (first.status_code, second.status_code) == (204, 404)


async def test_the_last_admin_stays_one(client: AsyncClient, sign_in: SignIn) -> None:
    admin = sign_in("admin")
    me = await client.get("/users/me", headers=admin)
    url = f"/users/{me.json()['id']}"

    demoted = await client.patch(url, json={"role": "user"}, headers=admin)
    deleted = await client.delete(url, headers=admin)

    assert (demoted.status_code, deleted.status_code) == (409, 409)
    assert (await client.get(url, headers=admin)).json()["role"] == "admin"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/users"),
        ("GET", "/users/1"),
        ("PATCH", "/users/1"),
        ("DELETE", "/users/1"),
    ],
)
async def test_only_admins_see_others(
    client: AsyncClient, sign_in: SignIn, method: str, path: str
) -> None:
    response = await client.request(method, path, headers=sign_in())

    assert response.status_code == 403


async def test_says_that_it_is_alive(client: AsyncClient) -> None:
    response = await client.get("/health")

    assert response.json() == {"status": "ok"}
