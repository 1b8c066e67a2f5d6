import sqlalchemy as sa
from alembic import op

revision = "0002aaaabbbb"
down_revision = "0001aaaabbbb"


def upgrade() -> None:
    op.create_index("ix_pets_created_at", "pets", ["created_at"])
    with op.batch_alter_table("pets") as batch:
        batch.alter_column("source", type_=sa.String(30))


def downgrade() -> None:
    op.drop_index("ix_pets_created_at")
