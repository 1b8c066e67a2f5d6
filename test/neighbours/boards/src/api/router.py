from fastapi import APIRouter

from src.api.boards.router import router as boards_router
from src.api.cards.router import router as cards_router
from src.api.labels.router import router as labels_router
from src.api.users.router import router as users_router

api_router = APIRouter(prefix='/api')
api_router.include_router(boards_router)
api_router.include_router(cards_router)
api_router.include_router(labels_router)
api_router.include_router(users_router)
