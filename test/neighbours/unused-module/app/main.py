from fastapi import FastAPI

from app import parcels
from app.models import Base, engine

Base.metadata.create_all(engine)
app = FastAPI()
app.include_router(parcels.router)
