from dataclasses import dataclass


@dataclass
class Doctor:
    """A doctor of the clinic."""

    id: str
    name: str
    specialty: str
    notes: str | None
