from collections.abc import Iterator

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.models import Item
from app.routers import health

engine = create_engine("sqlite://")
app = FastAPI()
app.include_router(health.router)


def get_db() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


@app.get("/items")
def list_items(db: Session = Depends(get_db)) -> list[str]:
    return list(db.scalars(select(Item.name)))
