from pydantic import BaseModel, ConfigDict


class PostBase(BaseModel):
    title: str


class PostCreate(PostBase):
    teaser: str | None = None


class Post(PostBase):
    model_config = ConfigDict(from_attributes=True)

    id: int
    teaser: str | None
