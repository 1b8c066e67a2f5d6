from pydantic import Field

from src.core.schemas import Schema


class CardIn(Schema):
    title: str = Field(max_length=120)
    position: int = Field(ge=0)
    text: str | None = None


class CardOut(Schema):
    id: int
    board_id: int
    title: str
    position: int
    text: str | None
