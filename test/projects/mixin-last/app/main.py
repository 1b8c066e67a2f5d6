from fastapi import FastAPI

from app.routers import pets

app = FastAPI()
app.include_router(pets.router)
