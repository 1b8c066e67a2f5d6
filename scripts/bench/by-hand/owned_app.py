"""Products of owners, marked where they are deleted, by hand in one module with care.

It answers what an emitted API answers: the same rows, the same errors for a query string that
is not allowed, one statement for a row and two for a page. It has no layers, and no limit of
requests but the pool, which has a connection for each thread.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import DateTime, Numeric, String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from elsewhere import add_writes, include_others
from middleware import Middleware, log_with_ids

engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True, pool_size=40)
SessionLocal = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(255))
    description: Mapped[str]
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


STANDING = select(Product).where(Product.deleted_at.is_(None))


class ProductResponse(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    owner_id: UUID
    name: str
    description: str
    price: Decimal
    created_at: datetime
    updated_at: datetime


class ProductList(BaseModel):
    items: list[ProductResponse]
    total: int
    page: int
    page_size: int


class ListParams(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page: Annotated[int, Field(ge=1, le=10**6)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    sort: Literal[
        "id", "-id", "name", "-name", "price", "-price", "created_at", "-created_at"
    ] = "created_at"
    owner_id: UUID | None = None


def get_db() -> Iterator[Session]:
    with SessionLocal.begin() as session:
        yield session


# The commit comes before the answer, so that its failure is one of the request.
SessionDep = Annotated[Session, Depends(get_db, scope="function")]

router = APIRouter(prefix="/products")


@router.get("/{product_id}")
def get_product(product_id: UUID, db: SessionDep) -> ProductResponse:
    product = db.scalar(STANDING.where(Product.id == product_id))
    if product is None:
        raise HTTPException(404, "Product not found")
    return ProductResponse.model_validate(product)


@router.get("")
def list_products(
    params: Annotated[ListParams, Query()], db: SessionDep
) -> ProductList:
    matching = STANDING
    if params.owner_id is not None:
        matching = matching.where(Product.owner_id == params.owner_id)
    total = db.scalar(matching.with_only_columns(func.count())) or 0
    column = getattr(Product, params.sort.removeprefix("-"))
    order = column.desc() if params.sort.startswith("-") else column.asc()
    skip = (params.page - 1) * params.page_size
    page = matching.order_by(order, Product.id).offset(skip).limit(params.page_size)
    items = [ProductResponse.model_validate(each) for each in db.scalars(page)]
    return ProductList(
        items=items, total=total, page=params.page, page_size=params.page_size
    )


log_with_ids()
app = FastAPI()
app.add_middleware(Middleware)
include_others(app)
add_writes(router)
app.include_router(router)
