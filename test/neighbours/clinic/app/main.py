from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.infrastructure.sqlite.database import create_tables
from app.presentation.api.doctor import router as doctor_router
from app.presentation.api.room import router as room_router


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    create_tables()
    yield


app = FastAPI(title="Clinic", lifespan=lifespan)

app.include_router(doctor_router)
app.include_router(room_router)
