from fastapi import APIRouter

router = APIRouter(prefix="/debug")


@router.get("")
def show() -> str:
    return "debug"
