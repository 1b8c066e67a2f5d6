"""Drives the application of a `layered --style direct` project while its Redis dies and comes back.

Prints, as JSON, what a caller sees before, meanwhile and afterwards. Run in the project's folder, with its
database migrated.
"""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]

os.environ["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"

from httpx import ASGITransport, AsyncClient  # noqa: E402

from app.api.v1.tags import NAMESPACE  # noqa: E402
from app.core import redis as cache  # noqa: E402
from app.core.database import AsyncSessionLocal  # noqa: E402
from app.core.security import create_access_token  # noqa: E402
from app.main import app  # noqa: E402
from app.models import User  # noqa: E402

URL = "/api/v1/tags/"


@contextlib.asynccontextmanager
async def running_redis(folder: str) -> AsyncIterator[subprocess.Popen[bytes]]:
    """Run a server that keeps its data in the folder, as one in production does, until the block is left.

    It gets nothing of what this process was given to read and write: one that was left over would keep the pipes open,
    and whoever reads them would wait for ever.
    """
    # By default, what is answered is not written yet where the disk is slow, and would not come back.
    kept = ["--appendonly", "yes", "--appendfsync", "always"]
    command = ["redis-server", "--port", str(port), "--dir", folder, *kept]
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
    try:
        async with asyncio.timeout(30):
            while not await answers():
                await asyncio.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


async def answers() -> bool:
    """Whether the server is there and has read its data."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"PING\r\n")
        answer = await reader.readline()
        writer.close()
    except OSError:
        return False
    return answer.startswith(b"+PONG")


async def look(client: AsyncClient) -> dict[str, object]:
    """What a caller sees."""
    answer = await client.get(URL)
    health = (await client.get("/health/ready")).json()
    names = [item["name"] for item in answer.json()["items"]]
    return {"status": answer.status_code, "names": names, "cache": health["cache"]}


async def is_kept() -> bool:
    """Whether a list is in the cache."""
    keys = [key async for key in cache.redis_manager.client.scan_iter(match=f"*:{NAMESPACE}:list:*")]
    return len(keys) == 1


async def main() -> None:
    """Go through it."""
    cache.PAUSE_SECONDS = 0
    async with AsyncSessionLocal.begin() as session:
        user = User(email="ada@example.com", username="ada", password_hash="x")
        session.add(user)
    headers = {"Authorization": f"Bearer {create_access_token(user.id)}"}
    with tempfile.TemporaryDirectory() as folder:
        async with (
            app.router.lifespan_context(app),
            AsyncClient(transport=ASGITransport(app), base_url="http://test", headers=headers) as client,
        ):
            async with running_redis(folder):
                await client.post(URL, json={"name": "first"})
                before = await look(client) | {"kept": await is_kept()}

            created = await client.post(URL, json={"name": "second"})
            killed = {"created": created.status_code} | await look(client)

            async with running_redis(folder):
                assert await is_kept(), "the old answer came back with the server"
                restarted = await look(client)
                restarted = await look(client) | {"kept": await is_kept()}
    print(json.dumps({"before": before, "killed": killed, "restarted": restarted}))


asyncio.run(main())
