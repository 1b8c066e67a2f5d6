from app.models.account import Account
from app.models.item import Item

__all__ = [
    "Account",
    "Item",
]
