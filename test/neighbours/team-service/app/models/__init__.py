from .material import Material
from .supplier import Supplier

__all__ = ["Material", "Supplier"]
