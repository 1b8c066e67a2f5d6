from fastapi import FastAPI

from app.database import Base, engine
from app.routers import items

Base.metadata.create_all(engine)

app = FastAPI()
app.include_router(items.router)
