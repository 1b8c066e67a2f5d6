from .part import Part
from .shelf import Shelf
