from fastapi import FastAPI

from app.database import Base, engine
from app.routers import item

Base.metadata.create_all(engine)

app = FastAPI()
app.include_router(item.router)
