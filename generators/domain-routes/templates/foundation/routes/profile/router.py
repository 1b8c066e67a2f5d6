"""The routes under `/profile`: everybody's own."""

from fastapi import APIRouter, HTTPException, status

from database.connection import DbSession
from database.models import Profile
from routes.profile.schemas import ProfileResponse, ProfileUpdate
from services.profile_service import ProfileService
from utils.access import CurrentUser
from utils.errors import error_responses

router = APIRouter(prefix="/profile", tags=["Profile"])


@router.get("", response_model=ProfileResponse, responses=error_responses(401, 404))
def get_profile(current_user: CurrentUser, db: DbSession) -> Profile:
    """Show the caller's profile."""
    profile = ProfileService(db).get(current_user.id)
    if profile is None:
        raise HTTPException(
            status_code=status.HTTP_404_NOT_FOUND, detail="Profile not found"
        )
    return profile


@router.put(
    "", response_model=ProfileResponse, responses=error_responses(400, 401, 409)
)
def save_profile(
    data: ProfileUpdate, current_user: CurrentUser, db: DbSession
) -> Profile:
    """Write the caller's profile, or write it anew."""
    return ProfileService(db).save(data, current_user.id)
