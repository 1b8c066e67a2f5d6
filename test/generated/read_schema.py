"""Prints what a database says of its tables, a fact a line: `read_schema.py URL`."""

import sys

from sqlalchemy import Inspector, create_engine, inspect

# Two databases call the same thing otherwise.
SAME = {"TIMESTAMP": "DATETIME", "BYTEA": "BLOB", "REAL": "FLOAT", "DOUBLE PRECISION": "FLOAT"}

BOOKKEEPING = {"alembic_version"}


def main() -> None:
    """Print the facts of all tables, sorted."""
    inspector = inspect(create_engine(sys.argv[1]))
    tables = [name for name in inspector.get_table_names() if name not in BOOKKEEPING]
    print("\n".join(sorted({fact for table in tables for fact in facts(inspector, table)})))


def facts(inspector: Inspector, table: str) -> list[str]:
    """Return the facts of a table."""
    told = []
    for column in inspector.get_columns(table):
        kind = SAME.get(str(column["type"]), str(column["type"]))
        null = "" if column["nullable"] else " not null"
        default = f" default {column['default']}" if column["default"] else ""
        told.append(f"{table}.{column['name']}: {kind}{null}{default}")
    told.append(f"{table}: key {listed(inspector.get_pk_constraint(table)['constrained_columns'])}")
    for key in inspector.get_foreign_keys(table):
        target = f"{key['referred_table']} {listed(key['referred_columns'])}"
        rule = key["options"].get("ondelete", "NO ACTION")
        deleted = "" if rule == "NO ACTION" else f" on delete {rule}"
        told.append(f"{table}: {listed(key['constrained_columns'])} -> {target}{deleted}")
    for index in inspector.get_indexes(table):
        kind = "unique" if index["unique"] else "index"
        columns = [name or "an expression" for name in index["column_names"]]
        told.append(f"{table}: {kind} {listed(columns)}")
    for unique in inspector.get_unique_constraints(table):
        told.append(f"{table}: unique {listed(unique['column_names'])}")
    for check in inspector.get_check_constraints(table):
        told.append(f"{table}: check {check['sqltext']}")
    return told


def listed(columns: list[str]) -> str:
    """Write columns as SQL does."""
    return f"({', '.join(columns)})"


if __name__ == "__main__":
    main()
