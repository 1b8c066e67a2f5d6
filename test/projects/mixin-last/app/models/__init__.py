from app.models.pet import Pet

__all__ = ["Pet"]
