from app.models import Supplier
from app.services.base import BaseService


class SupplierService(BaseService[Supplier]):
    model = Supplier
