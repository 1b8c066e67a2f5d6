from fastcrud import FastCRUD

from ..models.shelf import Shelf
from ..schemas.shelf import (
    ShelfCreateInternal,
    ShelfDelete,
    ShelfRead,
    ShelfUpdate,
    ShelfUpdateInternal,
)

CRUDShelf = FastCRUD[
    Shelf, ShelfCreateInternal, ShelfUpdate, ShelfUpdateInternal, ShelfDelete, ShelfRead
]
crud_shelves = CRUDShelf(Shelf)
