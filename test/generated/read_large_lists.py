"""Lists 20 playlists of many tracks each, and says what that takes: `read_large_lists.py MODULE URL TRACKS`.

Run in a project with tracks and playlists of them, whose database is at the URL and has its tables, if migrations make them.
"""

import importlib
import itertools
import sys
import uuid
from statistics import median
from time import perf_counter
from typing import Any

from api_of_application import PASSWORD, Api, rows
from fastapi.testclient import TestClient
from sqlalchemy import Engine, MetaData, Table, create_engine, delete, event, select, true

MODULE, URL, TRACKS = sys.argv[1:]
PLAYLISTS, TIMES = 20, 15

statements: list[str] = []

# Some layouts keep answers: each is asked for otherwise than the ones before.
ASKED = itertools.count()


def multiply(engine: Engine, table: Table, count: int) -> None:
    """Store copies of the only row of a table until there are so many."""
    with engine.begin() as db:
        row = dict(db.execute(select(table)).mappings().one())
        row_id = row.pop("id")
        for _ in range(count - 1):
            key: dict[str, Any] = {}
            if not isinstance(row_id, int):
                key = {"id": uuid.uuid4().hex if isinstance(row_id, str) else uuid.uuid4()}
            db.execute(table.insert().values(row | key))


def link_all(engine: Engine, tables: MetaData) -> None:
    """Link each playlist to each track."""
    playlists, tracks = tables.tables["playlists"], tables.tables["tracks"]
    links = tables.tables["playlist_tracks"]
    pairs = select(playlists.c.id, tracks.c.id).join_from(playlists, tracks, true())
    with engine.begin() as db:
        db.execute(delete(links))
        db.execute(links.insert().from_select(["playlist_id", "track_id"], pairs))


def signed_in(client: TestClient) -> Api:
    """Open an account."""
    visitor = Api(client)
    register = "register_user" if "register_user" in visitor.operations else "register"
    email = "ada@example.com"
    account = {"email": email, "password": PASSWORD}
    answer = visitor.attempt(register, json=account)
    if answer.status_code == 422:
        answer = visitor.attempt(register, json=account | {"username": "ada"})
    answer.raise_for_status()
    token = visitor.call("log_in", data={"username": email, "password": PASSWORD})
    return Api(client, {"Authorization": f"Bearer {token['access_token']}"})


def read(api: Api) -> tuple[list[Any], int, int]:
    """List playlists; return them, the size of the answer and how many statements it took."""
    _, path = api.operations["list_playlists"]
    known = api.client.get("/openapi.json").json()["paths"][path]["get"]["parameters"]
    size = "page_size" if "page_size" in {each["name"] for each in known} else "limit"
    statements.clear()
    answer = api.attempt("list_playlists", params={size: PLAYLISTS + next(ASKED)})
    answer.raise_for_status()
    return rows(answer.json()), len(answer.content), len(statements)


def main() -> None:
    """Fill the database, and list."""
    event.listen(Engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    with TestClient(importlib.import_module(MODULE).app) as client:
        ada = signed_in(client)
        playlist = ada.call("create_playlist", json={"name": "All"})
        track = ada.call("create_track", json={"name": "One"})
        if "add_playlist_track" in ada.operations:
            ada.call("add_playlist_track", playlist["id"], track["id"])
        engine = create_engine(URL.replace("+asyncpg", "+psycopg").replace("+aiosqlite", ""))
        tables = MetaData()
        tables.reflect(engine)
        multiply(engine, tables.tables["playlists"], PLAYLISTS)
        few, _, taken_by_few = read(ada)
        multiply(engine, tables.tables["tracks"], int(TRACKS))
        link_all(engine, tables)
        times = []
        for _ in range(TIMES):
            begin = perf_counter()
            many, size, taken = read(ada)
            times.append((perf_counter() - begin) * 1000)
        engine.dispose()
    print(f"{len(many)} playlists of {TRACKS} tracks: {size} bytes, {median(times):.0f} ms")
    print(f"statements: {taken_by_few} for few, {taken} for many")
    if "tracks_count" in many[0]:
        assert sorted(each["tracks_count"] for each in few) == [0] * (PLAYLISTS - 1) + [1]
        assert {each["tracks_count"] for each in many} == {int(TRACKS)}
        assert not any("track_ids" in each for each in many)


main()
