"""The port through which use cases leave what has to wait for the commit."""

from collections.abc import Callable
from typing import Protocol


class IAfterCommit(Protocol):
    """Takes what cannot be taken back: sending an email, a message, a job."""

    def __call__(self, call: Callable[[], object]) -> None:
        """Have `call` called once all is committed, and never if it is not."""
