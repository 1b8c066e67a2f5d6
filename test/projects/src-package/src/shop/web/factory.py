from fastapi import FastAPI

from ..db import Base, engine
from .routers.items import router as items_router


def create_app() -> FastAPI:
    Base.metadata.create_all(engine)
    app = FastAPI(title='Shop')
    app.include_router(items_router, prefix='/api')
    return app
