from app.crud.base import CRUDBase


class CRUDItem(CRUDBase):
    pass


item = CRUDItem()
