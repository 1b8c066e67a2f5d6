from fastapi import FastAPI

from app.routers import vehicles

app = FastAPI(title="Garage")
app.include_router(vehicles.router)
