from dataclasses import dataclass


@dataclass
class Author:
    id: int | None
    name: str
    email: str
