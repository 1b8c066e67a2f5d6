from .room_dto import RoomDTO
from .room_repository import RoomRepositoryImpl, new_room_repository

__all__ = ["RoomDTO", "RoomRepositoryImpl", "new_room_repository"]
