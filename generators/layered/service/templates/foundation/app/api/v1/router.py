"""All endpoints of the first version of the API."""

from fastapi import APIRouter

from app.api.v1.endpoints import activity_logs, auth, users

router = APIRouter()
router.include_router(auth.router)
router.include_router(users.router)
router.include_router(activity_logs.router)
