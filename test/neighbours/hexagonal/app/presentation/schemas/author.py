from pydantic import BaseModel, ConfigDict


class AuthorCreate(BaseModel):
    name: str
    email: str


class AuthorUpdate(BaseModel):
    name: str | None = None
    email: str | None = None


class AuthorOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    email: str
