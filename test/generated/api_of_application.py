"""An emitted application, called by the names of its operations: paths and methods differ from layout to layout."""

import importlib
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

PASSWORD = "a long enough password"


class Api:
    """Calls an application as somebody."""

    def __init__(self, client: TestClient, headers: dict[str, str] | None = None) -> None:
        """Take the client of the application, and who calls."""
        self.client = client
        self.headers = headers or {}
        description = client.get("/openapi.json").json()
        self.operations = {
            operation["operationId"]: (method, path)
            for path, operations in description["paths"].items()
            for method, operation in operations.items()
        }

    def attempt(self, operation: str, *ids: object, **request: Any) -> Response:
        """Call an operation, with what its path names in this order."""
        method, path = self.operations[operation]
        for value in ids:
            before, _, after = path.partition("{")
            path = f"{before}{value}{after.partition('}')[2]}"
        return self.client.request(method, path, headers=self.headers, **request)

    def call(self, operation: str, *ids: object, **request: Any) -> Any:
        """Call an operation that is to succeed, and return its answer."""
        answer = self.attempt(operation, *ids, **request)
        if not answer.is_success:
            raise AssertionError(f"{operation} {ids}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def refused(self, operation: str, *ids: object, **request: Any) -> int:
        """Call an operation that is not to succeed, and return the status."""
        answer = self.attempt(operation, *ids, **request)
        if answer.is_success:
            raise AssertionError(f"{operation} {ids}: {answer.status_code} {answer.text}")
        return answer.status_code


def rows(page: Any) -> list[Any]:
    """Return the rows of a list, in whatever envelope."""
    return page if isinstance(page, list) else page.get("items", page.get("data"))


def sign_in(client: TestClient, email: str, database: str, role: str = "user") -> Api:
    """Open an account, and return what its owner can call."""
    visitor = Api(client)
    register = "register_user" if "register_user" in visitor.operations else "register"
    account = {"email": email, "password": PASSWORD}
    answer = visitor.attempt(register, json=account)
    if answer.status_code == 422:
        name = email.partition("@")[0]
        answer = visitor.attempt(register, json=account | {"username": name})
    answer.raise_for_status()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE users SET role = ? WHERE email = ?", (role, email))
    connection.close()
    token = visitor.call("log_in", data={"username": email, "password": PASSWORD})
    return Api(client, {"Authorization": f"Bearer {token['access_token']}"})


def drive(use: Callable[[Api, Api, Api, Api], None]) -> None:
    """Have a visitor, Ada, Bob and an admin use the application of the command line: MODULE DATABASE."""
    module, database = sys.argv[1:]
    with TestClient(importlib.import_module(module).app) as client:
        ada, bob = (sign_in(client, f"{name}@example.com", database) for name in ("ada", "bob"))
        admin = sign_in(client, "eve@example.com", database, "admin")
        use(Api(client), ada, bob, admin)
    print("driven")
