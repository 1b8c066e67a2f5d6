"""What the database says no to, in the domain's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from app.domain.exceptions import DomainError


@contextmanager
def integrity_errors_as(error: DomainError) -> Iterator[None]:
    """Raise `error` where a statement in the block violates a constraint."""
    try:
        yield
    except IntegrityError as violation:
        raise error from violation
