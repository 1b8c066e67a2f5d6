"""The types that entities are made of, each with the limits that hold everywhere."""

from datetime import UTC, datetime, time
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, Field, HttpUrl, TypeAdapter
from pydantic import ValidationError as PydanticValidationError
from pydantic_core import from_json, to_json

_http_url = TypeAdapter(HttpUrl)


def _storable(value: str) -> str:
    if "\x00" in value:
        raise ValueError("must not contain NUL characters")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("must not contain halves of surrogate pairs") from None
    return value


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside the years 1 to 9999 in UTC") from None


def _without_timezone(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("must not have a timezone")
    return value


def _http_url_text(value: str) -> str:
    try:
        _http_url.validate_python(value)
    except PydanticValidationError:
        raise ValueError("must be an http or https URL") from None
    return value


def _as_json_allows(value: dict[str, Any]) -> dict[str, Any]:
    try:
        from_json(to_json(value), allow_inf_nan=False)
    except ValueError:
        raise ValueError("must be JSON: no NaN, no broken text, not too deep") from None
    return value


Text = Annotated[str, AfterValidator(_storable)]
"""Text that every database can store: PostgreSQL has no NUL, UTF-8 no half pairs."""

Int32 = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]
"""What a column of type INTEGER holds."""

Int64 = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
"""What a column of type BIGINT holds."""

EntityId = Annotated[int, Field(ge=1, le=2**31 - 1)]
"""The identity of a stored entity."""

UtcDatetime = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""An instant; it arrives with any offset and is kept in UTC."""

LocalTime = Annotated[time, AfterValidator(_without_timezone)]
"""A time of day, as a clock on the wall shows it."""

JsonObject = Annotated[dict[str, Any], AfterValidator(_as_json_allows)]
"""An object of JSON. Python's parser lets more through than a JSON column takes."""

HttpUrlText = Annotated[
    str,
    Field(max_length=2083, json_schema_extra={"format": "uri"}),
    AfterValidator(_storable),
    AfterValidator(_http_url_text),
]
"""An http or https URL, kept as it was written."""
