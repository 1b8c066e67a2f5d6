from app.models.item import Item as Item
