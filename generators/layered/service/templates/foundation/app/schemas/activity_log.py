"""What the API gives of the activity log."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from app.models.activity_log import Activity
from app.schemas.base import ListParams
from app.schemas.types import EntityId, Omittable, Text


class ActivityLogResponse(BaseModel):
    """One thing that happened."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    user_id: int | None
    action: Activity
    resource_type: str
    resource_id: str
    created_at: datetime


class ActivityLogListResponse(BaseModel):
    """One page of the log; `total` counts the entries on all pages."""

    total: int | None
    items: list[ActivityLogResponse]


class ActivityLogListParams(ListParams):
    """The query string of `GET /activity-logs/`."""

    sort: Literal["id", "-id"] = "-id"
    user_id: Omittable[EntityId] = None
    action: Omittable[Activity] = None
    resource_type: Omittable[Text] = None
    resource_id: Omittable[Text] = None
