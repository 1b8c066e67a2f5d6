from fastapi import FastAPI

from app.database import Base, engine
from app.models import crate  # noqa: F401
from app.routers import crates

Base.metadata.create_all(engine)

app = FastAPI()
app.include_router(crates.router, prefix="/crates", tags=["crates"])
