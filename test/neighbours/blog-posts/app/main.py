from fastapi import FastAPI

from app.models import Base, engine
from app.routers import posts

Base.metadata.create_all(engine)
app = FastAPI()
app.include_router(posts.router)
