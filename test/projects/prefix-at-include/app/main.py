from fastapi import FastAPI

from app.api.api import api_router
from app.database import Base, engine

Base.metadata.create_all(engine)

app = FastAPI()
app.include_router(api_router, prefix="/api")
