from .room import Room
from .room_exception import RoomNotFoundError
from .room_repository import RoomRepository

__all__ = ["Room", "RoomNotFoundError", "RoomRepository"]
