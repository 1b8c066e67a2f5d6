from app.models.category import Category
from app.models.item import Item
