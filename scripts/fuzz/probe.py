"""Imports everything in an emitted project and says what is wrong, a JSON object on each line.

Usage: probe.py ROOT [MODULE:EXPRESSION], with ROOT on the path.
"""

import importlib
import json
import os
import sys
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(sys.argv[1]).resolve()
SKIPPED = {"alembic", "tests", "migrations", ".venv", "venv", "node_modules"}


# A process of jobs does not start without what they come from.
os.environ.setdefault("JOB_BROKER_URL", "redis://127.0.0.1:1/0")


def say(check: str, path: str, error: str) -> None:
    print(json.dumps({"check": check, "path": path, "error": error}), flush=True)


def attempt(check: str, path: str, act: Callable[[], object]) -> object:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return act()
    except BaseException as error:  # noqa: BLE001
        frames = traceback.extract_tb(error.__traceback__)
        own = [f for f in frames if f.filename.startswith(str(ROOT)) and "site-packages" not in f.filename]
        place = path or (str(Path(own[-1].filename).relative_to(ROOT)) if own else "")
        say(check, place, f"{type(error).__name__}: {error}")
        return None


def modules() -> list[Path]:
    found = sorted(ROOT.rglob("*.py"))
    return [p for p in found if not SKIPPED & set(p.relative_to(ROOT).parts)]


for path in sorted(ROOT.rglob("*.py")):
    if "site-packages" not in path.parts:
        source = path.read_bytes()
        attempt("compile", str(path.relative_to(ROOT)), lambda: compile(source, str(path), "exec"))

sys.path.insert(0, str(ROOT))
application = None
if len(sys.argv) > 2:
    module, expression = sys.argv[2].split(":")

    def load() -> object:
        return getattr(importlib.import_module(module), expression)

    application = attempt("import app", "", load)

for path in modules():
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    if name not in sys.modules:
        attempt("import", str(path.relative_to(ROOT)), lambda: importlib.import_module(name))

from pydantic import BaseModel
from sqlalchemy import MetaData, create_engine, orm
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

attempt("mappers", "", orm.configure_mappers)
if application is not None:
    attempt("openapi", "", application.openapi)


def subclasses(cls: type) -> set[type]:
    return {each for sub in cls.__subclasses__() for each in {sub, *subclasses(sub)}}


def path_of(cls: type) -> str:
    return cls.__module__.replace(".", "/") + ".py"


for model in subclasses(BaseModel):
    own = str(getattr(sys.modules.get(model.__module__), "__file__", None) or "").startswith(str(ROOT))
    if own and "[" not in model.__name__ and "site-packages" not in str(sys.modules[model.__module__].__file__):
        for mode in ("validation", "serialization"):
            attempt("schema", path_of(model), lambda: model.model_json_schema(mode=mode))

seen: list[MetaData] = []
for module in list(sys.modules.values()):
    if str(getattr(module, "__file__", None) or "").startswith(str(ROOT)):
        for value in list(vars(module).values()):
            metadata = getattr(value, "metadata", None)
            if isinstance(metadata, MetaData) and metadata not in seen:
                seen.append(metadata)
for metadata in seen:
    for table in metadata.tables.values():
        for statement in [CreateTable(table), *map(CreateIndex, table.indexes)]:
            attempt("postgresql", f"table {table.name}", lambda: str(statement.compile(dialect=postgresql.dialect())))
    attempt("create_all", "", lambda: metadata.create_all(create_engine("sqlite://")))
