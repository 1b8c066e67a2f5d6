import os
from typing import TYPE_CHECKING

from fastapi import FastAPI

from app.database import Base, engine
from app.routers import debug, items

if TYPE_CHECKING:
    from sqlalchemy import Engine  # noqa: F401

Base.metadata.create_all(engine)

app = FastAPI()

# fmt: off
app.include_router( items.router )
# fmt: on

if os.environ.get("DEBUG"):
    app.include_router(debug.router)


@app.get("/health")
def health() -> str:
    return "ok"
