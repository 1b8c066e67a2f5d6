from app.dao.base import BaseDAO
from app.items.models import Item


class ItemDAO(BaseDAO):
    model = Item
