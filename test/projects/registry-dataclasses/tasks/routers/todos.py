from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tasks.database import get_session
from tasks.models import Todo, User
from tasks.schemas import TodoList, TodoPublic, TodoSchema
from tasks.security import get_current_user

router = APIRouter(prefix='/todos', tags=['todos'])

Session = Annotated[AsyncSession, Depends(get_session)]
CurrentUser = Annotated[User, Depends(get_current_user)]


@router.post('/', response_model=TodoPublic, status_code=HTTPStatus.CREATED)
async def create_todo(todo: TodoSchema, user: CurrentUser, session: Session):
    db_todo = Todo(title=todo.title, state=todo.state, user_id=user.id)
    session.add(db_todo)
    await session.commit()
    await session.refresh(db_todo)
    return db_todo


@router.get('/', response_model=TodoList)
async def list_todos(session: Session, user: CurrentUser):
    todos = await session.scalars(select(Todo).where(Todo.user_id == user.id))
    return {'todos': todos.all()}


@router.delete('/{todo_id}')
async def delete_todo(todo_id: int, session: Session, user: CurrentUser):
    todo = await session.scalar(
        select(Todo).where(Todo.user_id == user.id, Todo.id == todo_id)
    )
    if not todo:
        raise HTTPException(
            status_code=HTTPStatus.NOT_FOUND, detail='Task not found.'
        )
    await session.delete(todo)
    await session.commit()
    return {'message': 'Task has been deleted successfully.'}
