"""The activity log over HTTP."""

from httpx import AsyncClient

from tests.conftest import SignIn

URL = "/api/v1/activity-logs/"
ACCOUNT = {"email": "ada@example.com", "password": "correct horse"}


async def test_shows_admins_who_changed_what(
    client: AsyncClient, sign_in: SignIn
) -> None:
    admin = await sign_in("admin")
    admin_id = (await client.get("/api/v1/users/me", headers=admin)).json()["id"]
    user_id = (await client.post("/api/v1/users/", json=ACCOUNT)).json()["id"]
    change = {"role": "admin"}
    await client.patch(f"/api/v1/users/{user_id}", json=change, headers=admin)
    await client.delete(f"/api/v1/users/{user_id}", headers=admin)

    question = {"resource_type": "user", "resource_id": user_id}
    log = (await client.get(URL, params=question, headers=admin)).json()

    assert log["total"] == 3
    assert [(entry["action"], entry["user_id"]) for entry in log["items"]] == [
        ("delete", admin_id),
        ("update", admin_id),
        ("create", user_id),
    ]


async def test_records_nothing_that_did_not_happen(
    client: AsyncClient, sign_in: SignIn
) -> None:
    admin = await sign_in("admin")
    await client.patch(
        "/api/v1/users/2147483647", json={"role": "admin"}, headers=admin
    )
    await client.delete("/api/v1/users/2147483647", headers=admin)
    await client.post("/api/v1/users/", json=ACCOUNT | {"email": "nobody"})

    assert (await client.get(URL, headers=admin)).json() == {"total": 0, "items": []}


async def test_shows_it_to_nobody_else(client: AsyncClient, sign_in: SignIn) -> None:
    user = await sign_in()

    assert (await client.get(URL)).status_code == 401
    assert (await client.get(URL, headers=user)).status_code == 403
