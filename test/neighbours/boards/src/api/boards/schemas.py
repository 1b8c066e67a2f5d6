from pydantic import Field

from src.core.schemas import Schema


class BoardIn(Schema):
    title: str = Field(max_length=80)


class BoardOut(Schema):
    id: int
    title: str
