from pydantic import Field

from src.core.schemas import Schema


class LabelIn(Schema):
    name: str = Field(max_length=40)
    color: str = Field(max_length=7)


class LabelOut(Schema):
    id: int
    board_id: int
    name: str
    color: str
