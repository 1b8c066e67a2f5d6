from pydantic import BaseModel, ConfigDict


class UserCreate(BaseModel):
    title: str


class UserRead(UserCreate):
    model_config = ConfigDict(from_attributes=True)

    id: int
