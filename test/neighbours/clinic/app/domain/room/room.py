from dataclasses import dataclass


@dataclass
class Room:
    """A room of the clinic."""

    id: str
    number: str
    floor: int
