"""Wires what has to wait for the commit to the request's transaction."""

from functools import partial
from typing import Annotated

from fastapi import Depends

from app.application.interfaces.unit_of_work import IAfterCommit
from app.core.db import SessionDep
from app.infrastructure.database.unit_of_work import after_commit


def get_after_commit(db: SessionDep) -> IAfterCommit:
    """Where a use case leaves what is to be called after the commit."""
    return partial(after_commit, db)


AfterCommit = Annotated[IAfterCommit, Depends(get_after_commit)]
