"""Column types that behave alike on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from decimal import Context, Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite keeps no offset, so what goes in and what comes out is UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Bring the instant to UTC.

        Raises:
            ValueError: it has no offset, so nobody knows which instant it is.
        """
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no timezone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the instant with its offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A NUMERIC that gives decimals everywhere.

    SQLite keeps floating point numbers, which are exact to 15 digits.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__(precision, scale)
        self.precision = precision
        self.scale = scale

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Take floats from SQLite, which has no decimals to give."""
        if dialect.name == "sqlite":
            return Numeric(self.precision, self.scale, asdecimal=False)
        return Numeric(self.precision, self.scale)

    def process_result_value(
        self, value: Decimal | float | None, dialect: Dialect
    ) -> Decimal | None:
        """Return the number with as many places as the column has."""
        if value is None or isinstance(value, Decimal):
            return value
        # The default context has 28 digits only. One more than the column's is room to
        # round up into, before that is cut off.
        context = Context(prec=self.precision + 1)
        unit = Decimal((0, (1,), -self.scale))
        largest = Decimal((0, (9,) * self.precision, -self.scale))
        number = Decimal(str(value)).quantize(unit, context=context)
        return max(largest.copy_negate(), min(number, largest))


def enum_type(enum: type[StrEnum]) -> Enum:
    """A text column for the values of an enum; a new value needs no migration."""
    return Enum(
        enum,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        length=50,
    )
