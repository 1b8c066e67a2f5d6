from app.models import Material
from app.services.base import BaseService


class MaterialService(BaseService[Material]):
    model = Material

    async def restock(self, material: Material, amount: int) -> Material:
        material.stock += amount
        return await self.save(material)
