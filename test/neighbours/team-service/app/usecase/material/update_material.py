from app.models import Material
from app.schemas.material import MaterialUpdate
from app.services.material_service import MaterialService


class UpdateMaterial:
    """Changes what is given of a material."""

    def __init__(self, service: MaterialService) -> None:
        self.service = service

    async def __call__(self, material_id: int, data: MaterialUpdate) -> Material:
        material = await self.service.get(material_id)
        for key, value in data.model_dump(exclude_unset=True).items():
            setattr(material, key, value)
        return await self.service.save(material)
