"""Create items."""

import sqlalchemy as sa
from alembic import op

revision = "2b3c4d5e6f70"
down_revision = '1a2b3c4d5e6f'


def upgrade():
    pass


def downgrade():
    op.drop_table("items")
