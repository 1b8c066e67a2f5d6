"""Create the first tables.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mechanics",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(length=60), nullable=False, comment="Name of the mechanic"),
    )
    op.create_table(
        "vehicles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("plate", sa.String(length=12), nullable=False, unique=True, comment="Plate of the vehicle"),
        sa.Column("model", sa.String(length=60), nullable=False, comment="Model of the vehicle"),
        sa.Column("value", sa.DECIMAL(precision=10, scale=2), nullable=False, comment="Value of the vehicle"),
        sa.Column("remark", sa.Text(), nullable=True, comment="Remark of the vehicle"),
        sa.Column(
            "mechanic_id",
            sa.Integer(),
            sa.ForeignKey("mechanics.id", ondelete="CASCADE"),
            nullable=False,
            comment="Mechanic of the vehicle",
        ),
    )


def downgrade() -> None:
    op.drop_table("vehicles")
    op.drop_table("mechanics")
