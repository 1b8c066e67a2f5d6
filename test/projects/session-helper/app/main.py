from fastapi import FastAPI

from app.api import router as api_router

main_app = FastAPI()
main_app.include_router(api_router)
