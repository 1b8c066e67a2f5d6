"""What models have in common whose rows do not say when they were written."""

from app.models.base import BaseModel


class TimelessModel(BaseModel):
    """The base of a model without the columns of `TimestampMixin`."""

    __abstract__ = True

    created_at = None  # type: ignore[assignment]
    updated_at = None  # type: ignore[assignment]
