"""Create items."""

import sqlalchemy as sa
from alembic import op

revision = "1a2b3c4d5e6f"
down_revision = None


def upgrade():
    op.create_table("user", sa.Column("id", sa.Uuid(), primary_key=True), sa.Column("email", sa.String(length=255), nullable=False, unique=True))
    op.create_table("item", sa.Column("id", sa.Uuid(), primary_key=True), sa.Column("title", sa.String(length=255), nullable=False), sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("user.id"), nullable=False))


def downgrade():
    op.drop_table("item")
    op.drop_table("user")
