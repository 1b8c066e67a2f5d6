from sqlalchemy import func, select

from src.api.boards.service import BoardService
from src.api.cards.models import Card
from src.api.cards.schemas import CardIn
from src.core.database import SessionDep
from src.core.exceptions import NotFound


class CardService:
    def __init__(self, session: SessionDep) -> None:
        self.session = session
        self.boards = BoardService(session)

    async def get(self, board_id: int, card_id: int) -> Card:
        card = await self.session.get(Card, card_id)
        if card is None or card.board_id != board_id:
            raise NotFound('Card')
        return card

    async def list(self, board_id: int, limit: int, offset: int) -> tuple[int, list[Card]]:
        await self.boards.get(board_id)
        total = (
            await self.session.scalar(
                select(func.count()).select_from(Card).where(Card.board_id == board_id)
            )
            or 0
        )
        rows = await self.session.scalars(
            select(Card)
            .where(Card.board_id == board_id)
            .order_by(Card.id)
            .limit(limit)
            .offset(offset)
        )
        return total, list(rows)

    async def create(self, board_id: int, data: CardIn) -> Card:
        await self.boards.get(board_id)
        card = Card(board_id=board_id, **data.model_dump())
        self.session.add(card)
        await self.session.commit()
        return card

    async def update(self, board_id: int, card_id: int, data: CardIn) -> Card:
        card = await self.get(board_id, card_id)
        for name, value in data.model_dump().items():
            setattr(card, name, value)
        await self.session.commit()
        return card

    async def move(self, board_id: int, card_id: int, position: int) -> Card:
        card = await self.get(board_id, card_id)
        card.position = position
        await self.session.commit()
        return card

    async def delete(self, board_id: int, card_id: int) -> None:
        await self.session.delete(await self.get(board_id, card_id))
        await self.session.commit()
