from fastcrud import FastCRUD

from ..models.part import Part
from ..schemas.part import PartCreateInternal, PartDelete, PartRead, PartUpdate, PartUpdateInternal

CRUDPart = FastCRUD[Part, PartCreateInternal, PartUpdate, PartUpdateInternal, PartDelete, PartRead]
crud_parts = CRUDPart(Part)
