class BaseDAO:
    model = None
