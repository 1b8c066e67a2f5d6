__all__ = (
    "Base",
    "Item",
)

from .base import Base
from .item import Item
