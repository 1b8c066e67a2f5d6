"""The unit of work: one session and one transaction for each request.

Only here does core know infrastructure: nobody else needs to know where sessions
come from.
"""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session

from app.core.capacity import connections
from app.infrastructure.database.base import SessionLocal
from app.infrastructure.database.unit_of_work import unit_of_work


def get_db(
    _: Annotated[None, Depends(connections, scope="function")] = None,
) -> Iterator[Session]:
    """Give a session; commit when the endpoint returns, roll back when it raises."""
    with SessionLocal() as session, unit_of_work(session.begin()):
        yield session


# With scope "function" the commit comes before the answer is sent: when it fails, the
# caller hears of it.
SessionDep = Annotated[Session, Depends(get_db, scope="function")]
