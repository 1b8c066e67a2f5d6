"""The limits that hold for every entity."""

from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.domain.types import (
    EntityId,
    HttpUrlText,
    Int32,
    Int64,
    JsonObject,
    LocalTime,
    Text,
    UtcDatetime,
)


def nested(depth: int) -> dict[str, Any]:
    """An object in an object in an object."""
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"in": value}
    return value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Text, "a\x00b"),
        (Text, "a\ud800b"),
        (Int32, 2**31),
        (Int64, -(2**63) - 1),
        (EntityId, 0),
        (UtcDatetime, datetime(2024, 1, 31, 9, 30)),  # noqa: DTZ001  # naive on purpose
        (UtcDatetime, "0001-01-01T00:00:00+14:00"),
        (LocalTime, time(9, 30, tzinfo=UTC)),
        (JsonObject, {"size": float("nan")}),
        (JsonObject, {"text": "half a pair: \ud800"}),
        (JsonObject, nested(300)),
        (HttpUrlText, "ftp://example.com"),
        (HttpUrlText, "https://example.com/" + "x" * 2083),
    ],
)
def test_refuses(kind: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    "value", [{}, {"null": None, "text": "\x00", "list": [1, 2.5, "\u20ac"]}, nested(9)]
)
def test_keeps_json_as_it_is(value: dict[str, Any]) -> None:
    assert TypeAdapter(JsonObject).validate_python(value) == value


def test_keeps_instants_in_utc() -> None:
    noon_in_delhi = datetime(
        2024, 1, 31, 12, tzinfo=timezone(timedelta(hours=5, minutes=30))
    )

    kept: datetime = TypeAdapter(UtcDatetime).validate_python(noon_in_delhi)

    assert kept.isoformat() == "2024-01-31T06:30:00+00:00"


def test_keeps_urls_as_they_were_written() -> None:
    assert (
        TypeAdapter(HttpUrlText).validate_python("https://example.com")
        == "https://example.com"
    )
