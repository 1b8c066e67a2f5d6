"""Says whether the database holds rows to what the models say, however they are written.

usage, in the project: compare_rules.py APPLICATION URL
APPLICATION is its module, URL an empty database, which has no tables again in the end.
"""

import importlib
import os
import subprocess
import sys
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import create_engine, inspect, make_url, MetaData
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase

application, url = sys.argv[1:]
driver = "psycopg" if url.startswith("postgresql") else "pysqlite"
plain = make_url(url).set(drivername=f"{make_url(url).get_backend_name()}+{driver}")
SOME = {int: 7, str: "x", UUID: uuid4(), date: date(2024, 1, 1), datetime: datetime(2024, 1, 1), time: time(9)}
SOME |= {Decimal: Decimal(1), float: 0.5, bool: True, dict: {}, list: [], bytes: b"x"}
# What no rule takes, by table.
BROKEN = {"order_items": ("quantity", 0), "documents": ("state", "gone")}


def migrate(*command):
    """Run Alembic on the database."""
    env = os.environ | {"DATABASE_URL": url, "SECRET_KEY": "x" * 32}
    subprocess.run([sys.executable, "-m", "alembic", *command], env=env, check=True, capture_output=True)


def rules(engine):
    """What is checked in each table, and what its columns are by default."""
    found = inspect(engine)
    return {
        table: (
            sorted((check["name"], check["sqltext"]) for check in found.get_check_constraints(table)),
            {column["name"]: column["default"] for column in found.get_columns(table)},
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def try_to_break(engine):
    """Write rows past the application that break a rule."""
    metadata = MetaData()
    metadata.reflect(engine)
    for name, (column, value) in BROKEN.items():
        table = metadata.tables[name]
        row = {each.name: SOME[each.type.python_type] for each in table.columns if not each.nullable}
        try:
            with engine.begin() as connection:
                connection.execute(table.insert().values(row | {column: value}))
        except IntegrityError as error:
            assert f"ck_{name}_{column}" in str(error), error
        else:
            raise SystemExit(f"{name} takes {value!r} for {column}")


sys.path.insert(0, os.getcwd())
importlib.import_module(application)
migrate("upgrade", "head")
migrated = create_engine(plain)
try_to_break(migrated)
[base] = [each for each in DeclarativeBase.__subclasses__() if each.metadata.tables]
if driver == "pysqlite":
    # PostgreSQL writes conditions in words of its own.
    created = create_engine("sqlite://")
    base.metadata.create_all(created)
    assert rules(migrated) == rules(created), (rules(migrated), rules(created))
checked = sum(len(checks) for checks, _ in rules(migrated).values())
preset = sum(default is not None for _, defaults in rules(migrated).values() for default in defaults.values())
print(f"{checked} checked, {preset} preset")
migrated.dispose()
migrate("downgrade", "base")
