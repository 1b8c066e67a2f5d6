from pydantic import BaseModel, ConfigDict


class MemberCreate(BaseModel):
    name: str


class MemberRead(MemberCreate):
    model_config = ConfigDict(from_attributes=True)

    id: int
