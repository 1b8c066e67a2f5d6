"""Create items."""

import sqlalchemy as sa
from alembic import op

revision = "d4867f3a4c0a"
down_revision = None


def upgrade():
    op.create_table("user", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.String(), nullable=False), sa.Column("is_active", sa.Boolean(), nullable=True))
    op.create_index("ix_user_id", "user", ["id"])
    op.create_index("ix_user_email", "user", ["email"], unique=True)
    op.create_table("item", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("title", sa.String(), nullable=True), sa.Column("owner_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=True))
    op.create_index("ix_item_id", "item", ["id"])
    op.create_index("ix_item_title", "item", ["title"])


def downgrade():
    op.drop_table("item")
    op.drop_table("user")
