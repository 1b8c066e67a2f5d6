from fastapi import FastAPI

from src.database import Base, engine
from src.items.router import router as items_router

Base.metadata.create_all(engine)

app = FastAPI()
app.include_router(items_router, prefix="/items", tags=["Items"])
