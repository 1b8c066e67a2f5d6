from app.models.owner import Owner
from app.models.pet import Pet

__all__ = ["Owner", "Pet"]
