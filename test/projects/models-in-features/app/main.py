from fastapi import FastAPI

from app.api.master_router import build_master_router

app = FastAPI()
app.include_router(build_master_router())
