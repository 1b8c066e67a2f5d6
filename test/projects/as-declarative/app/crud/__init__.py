from .crud_item import item
