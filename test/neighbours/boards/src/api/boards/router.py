from typing import Annotated

from fastapi import APIRouter, Depends

from src.api.boards.models import Board
from src.api.boards.schemas import BoardIn, BoardOut
from src.api.boards.service import BoardService
from src.api.users.dependencies import CurrentUser
from src.core.schemas import Page

router = APIRouter(prefix='/boards', tags=['boards'])

Service = Annotated[BoardService, Depends()]


@router.get('', response_model=Page[BoardOut])
async def list_boards(service: Service, user: CurrentUser, limit: int = 20, offset: int = 0):
    total, boards = await service.list(limit, offset)
    return {'total': total, 'items': boards}


@router.get('/{board_id}', response_model=BoardOut)
async def get_board(board_id: int, service: Service, user: CurrentUser) -> Board:
    return await service.get(board_id)


@router.post('', response_model=BoardOut, status_code=201)
async def create_board(data: BoardIn, service: Service, user: CurrentUser) -> Board:
    return await service.create(data)


@router.put('/{board_id}', response_model=BoardOut)
async def update_board(board_id: int, data: BoardIn, service: Service, user: CurrentUser) -> Board:
    return await service.update(board_id, data)


@router.delete('/{board_id}', status_code=204)
async def delete_board(board_id: int, service: Service, user: CurrentUser) -> None:
    await service.delete(board_id)
