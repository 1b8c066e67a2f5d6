"""The types that entities are made of, each with the limits that hold everywhere."""

from datetime import UTC, datetime, time
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, HttpUrl, TypeAdapter
from pydantic import ValidationError as PydanticValidationError

_http_url = TypeAdapter(HttpUrl)


def _without_nul(value: str) -> str:
    if "\x00" in value:
        raise ValueError("must not contain NUL characters")
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


Text = Annotated[str, AfterValidator(_without_nul)]
"""Text that every database can store: PostgreSQL has no NUL character."""

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

HttpUrlText = Annotated[
    str,
    Field(max_length=2083, json_schema_extra={"format": "uri"}),
    AfterValidator(_without_nul),
    AfterValidator(_http_url_text),
]
"""An http or https URL, kept as it was written."""
