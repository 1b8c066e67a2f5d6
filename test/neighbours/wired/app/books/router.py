from dishka.integrations.fastapi import DishkaRoute, FromDishka
from fastapi import APIRouter, status

from app.books.schemas import BookCreate, BookRead, BookUpdate
from app.books.service import BookService

router = APIRouter(prefix="/books", tags=["books"], route_class=DishkaRoute)


@router.get("", response_model=list[BookRead])
async def list_books(service: FromDishka[BookService]):
    return await service.list()


@router.post("", response_model=BookRead, status_code=status.HTTP_201_CREATED)
async def create_book(data: BookCreate, service: FromDishka[BookService]):
    return await service.create(data)


@router.get("/{book_id}", response_model=BookRead)
async def get_book(book_id: int, service: FromDishka[BookService]):
    return await service.get(book_id)


@router.patch("/{book_id}", response_model=BookRead)
async def update_book(book_id: int, data: BookUpdate, service: FromDishka[BookService]):
    return await service.update(book_id, data)


@router.delete("/{book_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_book(book_id: int, service: FromDishka[BookService]) -> None:
    await service.delete(book_id)
