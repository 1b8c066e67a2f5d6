from fastapi import FastAPI

from app.routers import owners, pets

app = FastAPI()
app.include_router(owners.router)
app.include_router(pets.router)
