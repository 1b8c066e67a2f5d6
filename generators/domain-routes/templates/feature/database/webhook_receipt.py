"""What webhooks add to all models."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.models import Base, SharedMixin


class WebhookReceipt(SharedMixin, Base):
    """One row of `webhook_receipts`: an event that another service has reported."""

    __tablename__ = "webhook_receipts"
    __table_args__ = (UniqueConstraint("source", "event_id"),)

    source: Mapped[str] = mapped_column(String(100))
    event_id: Mapped[str] = mapped_column(String(255))
