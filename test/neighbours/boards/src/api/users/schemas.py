from src.core.schemas import Schema


class UserIn(Schema):
    name: str


class UserOut(Schema):
    id: int
    name: str
    token: str
