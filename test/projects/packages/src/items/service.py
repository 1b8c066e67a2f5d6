from sqlalchemy import select
from sqlalchemy.orm import Session

from src.items.models import Item


def get_items(db: Session):
    return db.scalars(select(Item)).all()
