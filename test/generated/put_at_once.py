"""Puts the same pair several times at once: one request adds it, and the others replace it.

Run in a project whose clubs, guests and visits are for everyone, or for each user, with the module of its application,
the prefix of its URLs and what follows the URL of a collection.
"""

import asyncio
import importlib
import sys
from collections import Counter

from httpx import ASGITransport, AsyncClient

MODULE, PREFIX, COLLECTION = sys.argv[1:]
REQUESTS = 8


async def sign_in(client: AsyncClient) -> str:
    """Open an account where rows belong to users; return the header that says who calls."""
    email, password = "ada@example.com", "a long enough password"
    await client.post(f"{PREFIX}/auth/register", json={"email": email, "password": password})
    account = {"username": email, "password": password}
    answer = await client.post(f"{PREFIX}/auth/login", data=account)
    return f"Bearer {answer.json()['access_token']}"


async def put_at_once() -> None:
    application = importlib.import_module(MODULE).app
    transport = ASGITransport(application)
    # Where nothing migrates, the tables are made when the application starts.
    lifespan = application.router.lifespan_context(application)
    client = AsyncClient(transport=transport, base_url="http://test", timeout=60)
    async with lifespan, client:

        async def add(features: str) -> str:
            body = {"name": "one"}
            answer = await client.post(f"{PREFIX}/{features}{COLLECTION}", json=body)
            row_id: str = answer.json()["id"]
            return row_id

        if (await client.get(f"{PREFIX}/clubs{COLLECTION}")).status_code == 401:
            client.headers["Authorization"] = await sign_in(client)
        club, guest = await add("clubs"), await add("guests")
        url = f"{PREFIX}/clubs/{club}/visits/{guest}"
        for _ in range(3):
            answers = await asyncio.gather(
                *(client.put(url, json={"times": times}) for times in range(REQUESTS))
            )
            listed = await client.get(f"{PREFIX}/guests/{guest}/visits")
            deleted = await client.delete(url)

            statuses = Counter(answer.status_code for answer in answers)
            assert statuses == {201: 1, 200: REQUESTS - 1}, [each.text for each in answers]
            ids = {answer.json()["id"] for answer in answers}
            assert ids == {row["id"] for row in listed.json()["items"]}, listed.text
            assert len(ids) == 1
            assert deleted.status_code == 204, deleted.text


asyncio.run(put_at_once())
print("each pair was put once")
