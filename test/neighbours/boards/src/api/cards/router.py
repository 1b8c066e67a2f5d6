from typing import Annotated

from fastapi import APIRouter, Depends

from src.api.cards.models import Card
from src.api.cards.schemas import CardIn, CardOut
from src.api.cards.service import CardService
from src.api.users.dependencies import CurrentUser
from src.core.schemas import Page

router = APIRouter(prefix='/boards/{board_id}/cards', tags=['cards'])

Service = Annotated[CardService, Depends()]


@router.get('', response_model=Page[CardOut])
async def list_cards(
    board_id: int, service: Service, user: CurrentUser, limit: int = 20, offset: int = 0
):
    total, cards = await service.list(board_id, limit, offset)
    return {'total': total, 'items': cards}


@router.get('/{card_id}', response_model=CardOut)
async def get_card(board_id: int, card_id: int, service: Service, user: CurrentUser) -> Card:
    return await service.get(board_id, card_id)


@router.post('', response_model=CardOut, status_code=201)
async def create_card(board_id: int, data: CardIn, service: Service, user: CurrentUser) -> Card:
    return await service.create(board_id, data)


@router.put('/{card_id}', response_model=CardOut)
async def update_card(
    board_id: int, card_id: int, data: CardIn, service: Service, user: CurrentUser
) -> Card:
    return await service.update(board_id, card_id, data)


@router.post('/{card_id}/move', response_model=CardOut)
async def move_card(
    board_id: int, card_id: int, position: int, service: Service, user: CurrentUser
) -> Card:
    return await service.move(board_id, card_id, position)


@router.delete('/{card_id}', status_code=204)
async def delete_card(board_id: int, card_id: int, service: Service, user: CurrentUser) -> None:
    await service.delete(board_id, card_id)
