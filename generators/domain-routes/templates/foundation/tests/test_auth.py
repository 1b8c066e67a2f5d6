"""Accounts over HTTP."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.conftest import SignIn

ACCOUNT = {"email": "ada@example.com", "password": "correct horse"}
REGISTER = "/api/v1/auth/register"
LOGIN = "/api/v1/auth/login"
ME = "/api/v1/auth/me"


async def test_from_registration_to_a_token(client: AsyncClient) -> None:
    registered = await client.post(REGISTER, json=ACCOUNT)
    assert registered.status_code == 201, registered.text
    assert "password" not in registered.text

    form = {"username": ACCOUNT["email"], "password": ACCOUNT["password"]}
    signed_in = await client.post(LOGIN, data=form)
    assert signed_in.status_code == 200, signed_in.text

    headers = {"Authorization": f"Bearer {signed_in.json()['access_token']}"}
    assert (await client.get(ME, headers=headers)).json() == registered.json()


async def test_registers_an_address_once(client: AsyncClient) -> None:
    await client.post(REGISTER, json=ACCOUNT)

    again = await client.post(REGISTER, json=ACCOUNT | {"email": "Ada@example.com"})

    assert again.status_code == 409


@pytest.mark.parametrize(
    "change", [{"email": "nobody"}, {"password": "short"}, {"role": "admin"}]
)
async def test_refuses_an_invalid_registration(
    client: AsyncClient, change: dict[str, Any]
) -> None:
    response = await client.post(REGISTER, json=ACCOUNT | change)

    assert response.status_code == 422


@pytest.mark.parametrize(
    ("name", "password"),
    [
        (ACCOUNT["email"], "wrong horse"),
        (ACCOUNT["email"], "longer than bcrypt reads" * 4),
        ("nobody@example.com", "longer than bcrypt reads" * 4),
    ],
)
async def test_refuses_a_wrong_password(
    client: AsyncClient, name: str, password: str
) -> None:
    await client.post(REGISTER, json=ACCOUNT)
    form = {"username": name, "password": password}

    response = await client.post(LOGIN, data=form)

    assert response.status_code == 401
    assert response.json()["detail"] == "Wrong email or password."


async def test_refuses_what_is_hardly_json_and_does_not_repeat_it(
    client: AsyncClient,
) -> None:
    body = r'{"email": "ada@example.com", "password": "correct horse\ud800"}'
    headers = {"Content-Type": "application/json"}

    response = await client.post(REGISTER, content=body, headers=headers)

    assert response.status_code == 422
    assert "correct horse" not in response.text


async def test_refuses_a_forged_token(client: AsyncClient) -> None:
    response = await client.get(ME, headers={"Authorization": "Bearer forged"})

    assert response.status_code == 401


async def test_everybody_has_a_profile_of_their_own(
    client: AsyncClient, sign_in: SignIn
) -> None:
    ada, bob = sign_in(), sign_in()
    url, body = "/api/v1/profile", {"display_name": "Ada"}
    assert (await client.get(url, headers=ada)).status_code == 404

    saved = await client.put(url, json=body, headers=ada)
    again = await client.put(url, json=body | {"bio": "Counts."}, headers=ada)

    assert again.json()["id"] == saved.json()["id"]
    assert (await client.get(url, headers=ada)).json() == again.json()
    assert (await client.get(url, headers=bob)).status_code == 404


@pytest.mark.parametrize("name", ["", "   ", "Ada\nLovelace", "\u202eadA"])
async def test_refuses_a_name_that_nobody_has(
    client: AsyncClient, sign_in: SignIn, name: str
) -> None:
    body = {"display_name": name}

    response = await client.put("/api/v1/profile", json=body, headers=sign_in())

    assert response.status_code == 422
