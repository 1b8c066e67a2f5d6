from fastapi import APIRouter, FastAPI

from app.routes import sensors, stations

api_router = APIRouter()
api_router.include_router(stations.router)
api_router.include_router(sensors.router)

app = FastAPI()
app.include_router(api_router, prefix="/api/v1")
