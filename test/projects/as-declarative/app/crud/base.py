class CRUDBase:
    pass
