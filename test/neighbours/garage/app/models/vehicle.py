from decimal import Decimal
from typing import Optional

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Vehicle(Base):
    __tablename__ = "vehicles"

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    # As it is on the plate, with its hyphens.
    plate: Mapped[str] = mapped_column(
        sa.String(12), unique=True, nullable=False, comment="Plate of the vehicle"
    )
    model: Mapped[str] = mapped_column(sa.String(60), nullable=False, comment="Model of the vehicle")
    # What an insurance would pay.
    value: Mapped[Decimal] = mapped_column(
        sa.DECIMAL(10, 2), nullable=False, comment="Value of the vehicle"
    )
    remark: Mapped[Optional[str]] = mapped_column(
        sa.Text, nullable=True, comment="Remark of the vehicle"
    )
    mechanic_id: Mapped[int] = mapped_column(
        sa.ForeignKey("mechanics.id", ondelete="CASCADE"),
        nullable=False,
        comment="Mechanic of the vehicle",
    )
