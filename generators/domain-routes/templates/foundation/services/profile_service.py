"""The rules of profiles: every user has one, once they have written it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from database.models import Profile
from utils.queries import flush, owned

if TYPE_CHECKING:
    from routes.profile.schemas import ProfileUpdate

logger = structlog.get_logger()


class ProfileService:
    """What users can do with their own profile."""

    def __init__(self, db: Session) -> None:
        self.db = db

    def get(self, owner_id: UUID) -> Profile | None:
        """Return the user's profile, or None where they have not written it."""
        return self.db.scalar(owned(Profile, owner_id))

    def save(self, data: ProfileUpdate, owner_id: UUID) -> Profile:
        """Write the profile, or write it anew."""
        profile = self.get(owner_id) or Profile(owner_id=owner_id)
        for attribute, value in data.model_dump().items():
            setattr(profile, attribute, value)
        self.db.add(profile)
        flush(self.db)
        logger.info("profile_saved", profile_id=str(profile.id), user_id=str(owner_id))
        return profile
