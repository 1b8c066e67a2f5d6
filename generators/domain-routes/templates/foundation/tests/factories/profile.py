"""Valid profiles for tests."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from database.models import Profile


def create_profile(db: Session, owner_id: UUID) -> Profile:
    """The stored profile of a user, who has one at most."""
    profile = db.scalar(select(Profile).filter_by(owner_id=owner_id))
    if profile is None:
        profile = Profile(owner_id=owner_id, display_name="Ada")
        db.add(profile)
        db.flush()
    return profile
