from app.readers.models.reader import Reader

__all__ = ["Reader"]
