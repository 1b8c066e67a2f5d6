"""Create the library."""

import sqlalchemy as sa
from alembic import op

revision = "4f1d2c3b5a69"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "works",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(80), nullable=False),
    )
    op.create_table(
        "readers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
    )
    op.create_table(
        "open_loans",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(20), nullable=False),
    )


def downgrade() -> None:
    for table in ("open_loans", "readers", "works"):
        op.drop_table(table)
