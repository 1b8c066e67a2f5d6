from fastapi import FastAPI

from app.api import v2
from app.database import Base, engine

Base.metadata.create_all(bind=engine)
app = FastAPI()
app.include_router(v2.router)
