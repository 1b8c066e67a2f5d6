from sqlalchemy import func, select

from src.api.boards.service import BoardService
from src.api.labels.models import Label
from src.api.labels.schemas import LabelIn
from src.core.database import SessionDep
from src.core.exceptions import NotFound


class LabelService:
    def __init__(self, session: SessionDep) -> None:
        self.session = session
        self.boards = BoardService(session)

    async def get(self, board_id: int, label_id: int) -> Label:
        label = await self.session.get(Label, label_id)
        if label is None or label.board_id != board_id:
            raise NotFound('Label')
        return label

    async def list(self, board_id: int, limit: int, offset: int) -> tuple[int, list[Label]]:
        await self.boards.get(board_id)
        total = (
            await self.session.scalar(
                select(func.count()).select_from(Label).where(Label.board_id == board_id)
            )
            or 0
        )
        rows = await self.session.scalars(
            select(Label)
            .where(Label.board_id == board_id)
            .order_by(Label.id)
            .limit(limit)
            .offset(offset)
        )
        return total, list(rows)

    async def create(self, board_id: int, data: LabelIn) -> Label:
        await self.boards.get(board_id)
        label = Label(board_id=board_id, **data.model_dump())
        self.session.add(label)
        await self.session.commit()
        return label

    async def update(self, board_id: int, label_id: int, data: LabelIn) -> Label:
        label = await self.get(board_id, label_id)
        for name, value in data.model_dump().items():
            setattr(label, name, value)
        await self.session.commit()
        return label

    async def delete(self, board_id: int, label_id: int) -> None:
        await self.session.delete(await self.get(board_id, label_id))
        await self.session.commit()
