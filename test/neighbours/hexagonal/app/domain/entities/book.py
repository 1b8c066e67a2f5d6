from dataclasses import dataclass


@dataclass
class Book:
    id: int | None
    title: str
    pages: int
    isbn: str
