from fastapi import FastAPI

from app.api.api_v1.api import api_router
from app.db.base import Base
from app.db.session import engine

Base.metadata.create_all(engine)
app = FastAPI()
app.include_router(api_router, prefix="/api/v1")
