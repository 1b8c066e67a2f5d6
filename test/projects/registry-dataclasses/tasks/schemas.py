from pydantic import BaseModel, ConfigDict

from tasks.models import TodoState


class UserSchema(BaseModel):
    username: str
    password: str


class UserPublic(BaseModel):
    id: int
    username: str
    model_config = ConfigDict(from_attributes=True)


class TodoSchema(BaseModel):
    title: str
    state: TodoState = TodoState.todo


class TodoPublic(TodoSchema):
    id: int
    model_config = ConfigDict(from_attributes=True)


class TodoList(BaseModel):
    todos: list[TodoPublic]


class Token(BaseModel):
    access_token: str
    token_type: str
