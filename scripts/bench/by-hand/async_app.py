"""Products, by hand in one module with care: FastAPI and SQLAlchemy, asynchronous.

It answers what an emitted API answers: the same rows, the same errors for a query string that
is not allowed, one statement for a row and two for a page. It has no layers, and no limit of
requests but the pool.
"""

import os
from collections.abc import AsyncIterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import DateTime, Numeric, String, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from elsewhere import add_writes, include_others
from middleware import Middleware, log_with_ids

engine = create_async_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Product(Base):
    __tablename__ = "products"

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


class ListParams(BaseModel):
    model_config = ConfigDict(extra="forbid")

    skip: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    sort: Literal[
        "id", "-id", "name", "-name", "price", "-price", "created_at", "-created_at"
    ] = "id"


async def get_db() -> AsyncIterator[AsyncSession]:
    async with SessionLocal.begin() as session:
        yield session


# The commit comes before the answer, so that its failure is one of the request.
SessionDep = Annotated[AsyncSession, Depends(get_db, scope="function")]
ProductId = Annotated[int, Path(ge=1, le=2**31 - 1)]

router = APIRouter(prefix="/products")


@router.get("/{product_id}")
async def get_product(product_id: ProductId, db: SessionDep) -> ProductResponse:
    product = await db.get(Product, product_id)
    if product is None:
        raise HTTPException(404, "Product not found")
    return ProductResponse.model_validate(product)


@router.get("")
async def list_products(
    params: Annotated[ListParams, Query()], db: SessionDep
) -> ProductList:
    total = await db.scalar(select(func.count()).select_from(Product)) or 0
    column = getattr(Product, params.sort.removeprefix("-"))
    order = column.desc() if params.sort.startswith("-") else column.asc()
    page = (
        select(Product)
        .order_by(order, Product.id)
        .offset(params.skip)
        .limit(params.limit)
    )
    items = [ProductResponse.model_validate(each) for each in await db.scalars(page)]
    return ProductList(items=items, total=total)


log_with_ids()
app = FastAPI()
app.add_middleware(Middleware)
include_others(app)
add_writes(router)
app.include_router(router)
