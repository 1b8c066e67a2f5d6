from fastapi import APIRouter, Depends, HTTPException, status

from app.domain.room import RoomNotFoundError
from app.infrastructure.di import (
    get_create_room_usecase,
    get_delete_room_usecase,
    get_find_room_by_id_usecase,
    get_find_rooms_usecase,
    get_update_room_usecase,
)
from app.usecase.room import (
    CreateRoomUseCase,
    DeleteRoomUseCase,
    FindRoomByIdUseCase,
    FindRoomsUseCase,
    UpdateRoomUseCase,
)

from .schemas import RoomCreateSchema, RoomSchema, RoomUpdateSchema

router = APIRouter(prefix="/rooms", tags=["rooms"])


@router.get("", response_model=list[RoomSchema])
def get_rooms(usecase: FindRoomsUseCase = Depends(get_find_rooms_usecase)):
    return [RoomSchema.from_entity(room) for room in usecase.execute()]


@router.get("/{room_id}", response_model=RoomSchema)
def get_room(
    room_id: str, usecase: FindRoomByIdUseCase = Depends(get_find_room_by_id_usecase)
):
    try:
        room = usecase.execute(room_id)
    except RoomNotFoundError as error:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail=error.message) from error
    return RoomSchema.from_entity(room)


@router.post("", response_model=RoomSchema, status_code=status.HTTP_201_CREATED)
def create_room(
    data: RoomCreateSchema,
    usecase: CreateRoomUseCase = Depends(get_create_room_usecase),
):
    return RoomSchema.from_entity(
        usecase.execute(
            number=data.number,
            floor=data.floor,
        )
    )


@router.put("/{room_id}", response_model=RoomSchema)
def update_room(
    room_id: str,
    data: RoomUpdateSchema,
    usecase: UpdateRoomUseCase = Depends(get_update_room_usecase),
):
    try:
        room = usecase.execute(
            id=room_id,
            number=data.number,
            floor=data.floor,
        )
    except RoomNotFoundError as error:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail=error.message) from error
    return RoomSchema.from_entity(room)


@router.delete("/{room_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_room(
    room_id: str, usecase: DeleteRoomUseCase = Depends(get_delete_room_usecase)
):
    try:
        usecase.execute(room_id)
    except RoomNotFoundError as error:
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail=error.message) from error
