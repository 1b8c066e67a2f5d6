"""A plugin of pytest that tells the keys of all JSON that an application answers with."""

import json
import os
from collections.abc import Iterator
from typing import Any

import httpx

KEYS: set[str] = set()
_json = httpx.Response.json


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _keys(each)


def _watched(self: httpx.Response, **given: Any) -> Any:
    answer = _json(self, **given)
    if not self.request.url.path.endswith("openapi.json"):
        KEYS.update(_keys(answer))
    return answer


def pytest_configure() -> None:
    httpx.Response.json = _watched  # type: ignore[method-assign]


def pytest_unconfigure() -> None:
    with open(os.environ["KEYS_FILE"], "w", encoding="utf-8") as file:
        json.dump(sorted(KEYS), file)
