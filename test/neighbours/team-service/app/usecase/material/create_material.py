from app.models import Material
from app.schemas.material import MaterialCreate
from app.services.material_service import MaterialService


class CreateMaterial:
    """Creates a material."""

    def __init__(self, service: MaterialService) -> None:
        self.service = service

    async def __call__(self, data: MaterialCreate) -> Material:
        return await self.service.save(Material(**data.model_dump()))
