from sqlalchemy import func, select

from src.api.boards.models import Board
from src.api.boards.schemas import BoardIn
from src.core.database import SessionDep
from src.core.exceptions import NotFound


class BoardService:
    def __init__(self, session: SessionDep) -> None:
        self.session = session

    async def get(self, board_id: int) -> Board:
        board = await self.session.get(Board, board_id)
        if board is None:
            raise NotFound('Board')
        return board

    async def list(self, limit: int, offset: int) -> tuple[int, list[Board]]:
        total = await self.session.scalar(select(func.count()).select_from(Board)) or 0
        rows = await self.session.scalars(
            select(Board).order_by(Board.id).limit(limit).offset(offset)
        )
        return total, list(rows)

    async def create(self, data: BoardIn) -> Board:
        board = Board(**data.model_dump())
        self.session.add(board)
        await self.session.commit()
        return board

    async def update(self, board_id: int, data: BoardIn) -> Board:
        board = await self.get(board_id)
        for name, value in data.model_dump().items():
            setattr(board, name, value)
        await self.session.commit()
        return board

    async def delete(self, board_id: int) -> None:
        await self.session.delete(await self.get(board_id))
        await self.session.commit()
