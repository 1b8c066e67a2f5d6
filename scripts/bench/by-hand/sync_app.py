"""Products, as somebody writes them by hand who has one evening: FastAPI and SQLAlchemy, synchronous."""

import os
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import DateTime, Numeric, String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
SessionLocal = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "by_hand"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    description: Mapped[str]
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ProductResponse(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    description: str
    price: Decimal
    created_at: datetime
    updated_at: datetime


class ProductList(BaseModel):
    items: list[ProductResponse]
    total: int


def get_db() -> Iterator[Session]:
    with SessionLocal.begin() as session:
        yield session


SessionDep = Annotated[Session, Depends(get_db)]
app = FastAPI()


@app.get("/products/{product_id}")
def get_product(product_id: int, db: SessionDep) -> ProductResponse:
    product = db.get(Product, product_id)
    if product is None:
        raise HTTPException(404, "Product not found")
    return ProductResponse.model_validate(product)


@app.get("/products")
def list_products(
    db: SessionDep,
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> ProductList:
    total = db.scalar(select(func.count()).select_from(Product)) or 0
    page = select(Product).order_by(Product.id).offset(skip).limit(limit)
    items = [ProductResponse.model_validate(each) for each in db.scalars(page)]
    return ProductList(items=items, total=total)
