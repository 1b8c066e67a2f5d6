"""What the API says of its own state."""

from typing import Literal

from pydantic import BaseModel


class HealthResponse(BaseModel):
    """The service answers."""

    status: Literal["ok"] = "ok"
