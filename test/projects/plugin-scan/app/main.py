import importlib
import pkgutil

from fastapi import FastAPI

import app.routers
from app.database import Base, engine


def create_app() -> FastAPI:
    application = FastAPI()
    for info in pkgutil.iter_modules(app.routers.__path__):
        module = importlib.import_module(f"app.routers.{info.name}")
        application.include_router(module.router)
    Base.metadata.create_all(engine)
    return application


server = create_app()
