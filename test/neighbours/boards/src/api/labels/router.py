from typing import Annotated

from fastapi import APIRouter, Depends

from src.api.labels.models import Label
from src.api.labels.schemas import LabelIn, LabelOut
from src.api.labels.service import LabelService
from src.api.users.dependencies import CurrentUser
from src.core.schemas import Page

router = APIRouter(prefix='/boards/{board_id}/labels', tags=['labels'])

Service = Annotated[LabelService, Depends()]


@router.get('', response_model=Page[LabelOut])
async def list_labels(
    board_id: int, service: Service, user: CurrentUser, limit: int = 20, offset: int = 0
):
    total, labels = await service.list(board_id, limit, offset)
    return {'total': total, 'items': labels}


@router.get('/{label_id}', response_model=LabelOut)
async def get_label(board_id: int, label_id: int, service: Service, user: CurrentUser) -> Label:
    return await service.get(board_id, label_id)


@router.post('', response_model=LabelOut, status_code=201)
async def create_label(board_id: int, data: LabelIn, service: Service, user: CurrentUser) -> Label:
    return await service.create(board_id, data)


@router.put('/{label_id}', response_model=LabelOut)
async def update_label(
    board_id: int, label_id: int, data: LabelIn, service: Service, user: CurrentUser
) -> Label:
    return await service.update(board_id, label_id, data)


@router.delete('/{label_id}', status_code=204)
async def delete_label(board_id: int, label_id: int, service: Service, user: CurrentUser) -> None:
    await service.delete(board_id, label_id)
