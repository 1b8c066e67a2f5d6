"""Create activity_logs.

Revision ID: 6d1ef2a3b4c5
Revises: 5c0de1f2a3b4
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "6d1ef2a3b4c5"
down_revision: str | None = "5c0de1f2a3b4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "activity_logs",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "user_id",
            sa.Integer(),
            sa.ForeignKey("users.id"),
            nullable=True,
            index=True,
        ),
        sa.Column(
            "action",
            sa.Enum(
                "create",
                "update",
                "delete",
                name="activity",
                native_enum=False,
                length=50,
            ),
            nullable=False,
        ),
        sa.Column("resource_type", sa.String(length=63), nullable=False),
        sa.Column("resource_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        op.f("ix_activity_logs_resource_type_resource_id"),
        "activity_logs",
        ["resource_type", "resource_id"],
    )


def downgrade() -> None:
    op.drop_table("activity_logs")
