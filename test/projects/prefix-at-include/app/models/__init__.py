from .item import Item
from .tag import Tag
