from dishka.integrations.fastapi import DishkaRoute, FromDishka
from fastapi import APIRouter, status

from app.readers.schemas import ReaderCreate, ReaderRead, ReaderUpdate
from app.readers.service import ReaderService

router = APIRouter(prefix="/readers", tags=["readers"], route_class=DishkaRoute)


@router.get("", response_model=list[ReaderRead])
async def list_readers(service: FromDishka[ReaderService]):
    return await service.list()


@router.post("", response_model=ReaderRead, status_code=status.HTTP_201_CREATED)
async def create_reader(data: ReaderCreate, service: FromDishka[ReaderService]):
    return await service.create(data)


@router.get("/{reader_id}", response_model=ReaderRead)
async def get_reader(reader_id: int, service: FromDishka[ReaderService]):
    return await service.get(reader_id)


@router.patch("/{reader_id}", response_model=ReaderRead)
async def update_reader(reader_id: int, data: ReaderUpdate, service: FromDishka[ReaderService]):
    return await service.update(reader_id, data)


@router.delete("/{reader_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_reader(reader_id: int, service: FromDishka[ReaderService]) -> None:
    await service.delete(reader_id)
