"""Changes to the code of an application, each of which its tests ought to notice.

A mutant is one small fault in one place: a condition turned round, a call left out, a bound moved by one. What is left
out by rule is in the constants below, each with its reason: no test of behaviour could or should notice it.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

# Said to people or shown in the interactive documentation; a test that repeats a text word for word only has to be
# changed along with it.
TEXT_KEYWORDS = {
    "description", "detail", "doc", "example", "examples", "json_schema_extra", "message", "msg", "openapi_extra",
    "openapi_url", "summary", "tags", "title", "version",
}

# How much of something there is, how long something waits, and what is printed for developers: it is tuned, and no
# value of it is wrong. Times that callers see (of a token, of the cache) are not among them.
TUNING_KEYWORDS = {
    "backoff_seconds", "echo", "format", "hide_input_in_errors", "level", "max_overflow", "pool_pre_ping",
    "pool_recycle", "pool_size", "pool_timeout", "processors", "timeout", "total_tokens", "wait",
}  # fmt: skip
TUNING_SETTINGS = {
    "API_V1_PREFIX", "CACHE_PREFIX", "CACHE_TTL_SECONDS", "DATABASE_URL", "DB_ECHO", "DB_MAX_OVERFLOW", "DB_POOL_SIZE",
    "DB_POOL_TIMEOUT", "LOG_LEVEL", "PROJECT_NAME", "REDIS_URL",
}  # fmt: skip

# What SQLite has not: the same tests, run on PostgreSQL, are what notices it. A lock that is left out is a mutant, since
# tests can see it being asked for.
POSTGRESQL_KEYWORDS = {"native_enum", "postgresql_where", "timezone"}

# How Alembic's command line logs, and how it writes a revision that somebody asks for.
IDLE_CALLS = {"fileConfig"}
COMMAND_LINE_KEYS = {"render_as_batch", "render_item"}

# Names that only Python, Alembic or type checkers read: nothing that runs depends on them.
IDLE_NAMES = {"__all__", "branch_labels", "depends_on", "down_revision", "revision", "logger", "log"}
IDLE_KEYWORDS = {"name", "slots", "kw_only", "frozen", "operation_id", "generate_unique_id_function", "comment"}

# Where a column stands in its table, and whether it is the database or the session that deletes the rows of a link:
# what is stored and answered is the same.
SAME_RESULT_KEYWORDS = {"passive_deletes", "sort_order"}

SETTLED_KEYWORDS = TEXT_KEYWORDS | TUNING_KEYWORDS | IDLE_KEYWORDS | POSTGRESQL_KEYWORDS | SAME_RESULT_KEYWORDS
IDLE_FUNCTIONS = {"__repr__", "__str__"}
IDLE_DECORATORS = {"abstractmethod", "override", "overload", "runtime_checkable", "cache", "lru_cache", "wraps"}

# What makes types for the type checker.
TYPING_CALLS = {"TypeVar", "NewType", "cast", "ParamSpec", "TypeAliasType"}

# Links of a chain that narrow, order, load or clean: without one, the rest still makes sense. Without `asc` the order is
# the same.
CHAIN_LINKS = {
    "casefold", "correlate", "decode_error", "desc", "distinct", "execution_options", "filter", "having", "join",
    "limit", "lower", "nulls_first", "nulls_last", "offset", "options", "order_by", "outerjoin", "populate_existing",
    "replace", "returning", "scalar_subquery", "strip", "unique", "where", "with_for_update",
}  # fmt: skip

# Calls that give something other than what they are given, of another type: without them, nothing runs at all.
KEPT_CALLS = {
    "len", "list", "dict", "set", "tuple", "type", "iter", "next", "isinstance", "select", "delete", "update", "insert",
    "range", "super", "Depends", "getattr", "asdict", "selectinload", "joinedload", "relationship", "mapped_column",
}  # fmt: skip

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CALCULATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One fault in one file."""

    path: str
    line: int
    operator: str
    before: str
    after: str
    source: str


@dataclass(frozen=True)
class Change:
    """What is done to a node: its operator, what replaces it (None: nothing does), what it looks like."""

    operator: str
    apply: Callable[[Any], ast.AST | list[ast.AST] | None]
    shown: Callable[[Any], ast.AST] = lambda node: node


def mutants_of(path: str, source: str) -> Iterator[Mutant]:
    """Give each mutant of a file."""
    for point in points_of(source):
        mutant = mutant_at(path, source, *point)
        if mutant is not None:
            yield mutant


def points_of(source: str) -> list[tuple[int, int]]:
    """Return where mutants can be: the number of a place, and which of its changes; a few change nothing after all."""
    places = _places(ast.parse(source), _Context())
    return [
        (at, number)
        for at, (node, context) in enumerate(places)
        for number, _ in enumerate(_changes(node, context))
    ]


def mutant_at(path: str, source: str, at: int, number: int) -> Mutant | None:
    """Make one mutant; None if it is no Python, or the same as before."""
    tree = ast.parse(source)
    before = ast.unparse(tree)
    node, context = next(islice(_places(tree, _Context()), at, None))
    change = next(islice(_changes(node, context), number, None))
    shown = _short(node)
    result = change.apply(node)
    try:
        mutated = ast.unparse(ast.fix_missing_locations(_Replace(node, result).visit(tree)))
        compile(mutated, path, "exec")
    except (SyntaxError, ValueError):
        return None
    if mutated == before:
        return None
    return Mutant(path, node.lineno, change.operator, shown, _short_result(result), mutated + "\n")


@dataclass(frozen=True)
class _Context:
    """What a node is in."""

    parent: ast.AST | None = None
    annotation: bool = False
    text: bool = False
    function: ast.AST | None = None


def _places(node: ast.AST, context: _Context) -> Iterator[tuple[Any, _Context]]:
    """Give each node in which a fault matters, in order."""
    if _is_idle(node):
        return
    if hasattr(node, "lineno"):
        yield node, context
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_docstring(node, name, child):
                continue
            yield from _places(child, _within(context, node, name, child))


def _within(context: _Context, node: ast.AST, name: str, child: ast.AST) -> _Context:
    annotation = context.annotation or name in {"annotation", "returns"}
    if isinstance(node, ast.Subscript) and _called(node.value) == "Annotated" and name == "slice":
        annotation = True
    # In an annotation, only what is called has a meaning when the application runs.
    if isinstance(node, ast.Call) and name in {"args", "keywords"}:
        annotation = False
    text = context.text or _is_told(node, name) or _is_tuned(node, child)
    function = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else context.function
    return _Context(node, annotation, text, function)


def _is_told(node: ast.AST, name: str) -> bool:
    """Say whether a part of a node is what people are told: a log's text, an error's message."""
    if name not in {"args", "keywords"} or not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    if called.startswith(("logger.", "logging.", "log.")):
        return True
    return name == "args" and called.endswith(("Error", "Exception", "print"))


def _is_tuned(node: ast.AST, child: ast.AST) -> bool:
    """Say whether a part of a class is the number that a setting is by default: it is tuned."""
    if not isinstance(node, ast.ClassDef) or node.name != "Settings":
        return False
    return isinstance(child, ast.AnnAssign)


def _is_idle(node: ast.AST) -> bool:
    """Say whether nothing that runs depends on a node."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Pass():
            return True
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name in IDLE_FUNCTIONS
        case ast.If(test=test):
            return ast.unparse(test) in {"TYPE_CHECKING", "__name__ == '__main__'"}
        case ast.ClassDef(bases=bases):
            return any(_called(base) == "Protocol" for base in bases)
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name in IDLE_NAMES | TUNING_SETTINGS
        case ast.Expr(value=ast.Call() as call):
            return _called(call) in IDLE_CALLS
        case ast.Call():
            return _called(node) in TYPING_CALLS
        case ast.keyword(arg=arg):
            return arg in SETTLED_KEYWORDS
        case ast.Constant(value=str() as value):
            return value in COMMAND_LINE_KEYS
    return False


def _is_sentence(value: str) -> bool:
    """Say whether a text is a sentence: people read it, and how it is worded is nobody's fault."""
    return " " in value and value.endswith((".", "!", "?")) and value[:1].isupper()


def _is_docstring(node: ast.AST, name: str, child: ast.AST) -> bool:
    """Say whether a statement is only a text: a docstring, also below an attribute."""
    return isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def _changes(node: Any, context: _Context) -> Iterator[Change]:
    """Give each way to get a node wrong."""
    if context.annotation:
        if isinstance(node, ast.Tuple) and isinstance(context.parent, ast.Subscript):
            yield from _drop_metadata(node, context)
        elif not isinstance(node, ast.Call):
            return
    if isinstance(node, ast.stmt):
        yield from _statement_changes(node, context)
    if isinstance(node, ast.expr):
        yield from _expression_changes(node, context)
    if isinstance(node, ast.ExceptHandler) and not any(isinstance(each, ast.Raise) for each in node.body):
        yield Change("handler raises", _setting(body=[ast.Raise()]))
    if isinstance(node, ast.comprehension) and node.ifs:
        yield Change("condition of a comprehension dropped", _setting(ifs=[]))


def _statement_changes(node: ast.stmt, context: _Context) -> Iterator[Change]:
    match node:
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.AugAssign() | ast.Delete():
            yield Change("statement dropped", lambda _: ast.Pass())
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield Change("statement dropped", lambda _: ast.Pass())
        case ast.AnnAssign(value=ast.expr(), target=ast.Name()) if isinstance(context.parent, ast.ClassDef):
            yield Change("default dropped", _setting(value=None))
        case ast.Return(value=ast.expr()) if not _is_constant(node.value, None):
            yield Change("returns None", _setting(value=ast.Constant(None)))
        case ast.If() | ast.While():
            if isinstance(node, ast.If):
                yield Change("condition always true", _setting(test=ast.Constant(True)))
            yield Change("condition never true", _setting(test=ast.Constant(False)))
        case ast.For() | ast.AsyncFor():
            yield Change("loop does nothing", lambda _: ast.Pass())
        case ast.With() | ast.AsyncWith() if all(item.optional_vars is None for item in node.items):
            yield Change("with dropped", lambda each: each.body)
        case ast.ClassDef(bases=[_, _, *_]):
            for at in range(len(node.bases)):
                yield Change("base class dropped", _without("bases", at))
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            for at, decorator in enumerate(node.decorator_list):
                if _called(decorator) not in IDLE_DECORATORS:
                    yield Change("decorator dropped", _without("decorator_list", at))
            yield from _parameter_changes(node)


def _parameter_changes(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Change]:
    """Drop dependencies that are asked for and not used: guards."""
    if not any("router" in ast.unparse(each) for each in node.decorator_list):
        return
    used = {each.id for part in node.body for each in ast.walk(part) if isinstance(each, ast.Name)}
    for at, parameter in enumerate(node.args.args):
        if parameter.arg not in used and parameter.annotation is not None:
            yield Change("guard dropped", _without_parameter(at))


def _without_parameter(at: int) -> Callable[[Any], ast.AST]:
    def apply(node: Any) -> ast.AST:
        del node.args.args[at]
        return node

    return apply


def _expression_changes(node: ast.expr, context: _Context) -> Iterator[Change]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                yield Change("comparison", _replacing("ops", at, COMPARISONS[type(operator)]()))
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield Change("and/or", _setting(op=other))
        case ast.UnaryOp(op=ast.Not()):
            yield Change("not dropped", lambda each: each.operand)
        case ast.BinOp() if type(node.op) in CALCULATIONS and not _is_text(node.left):
            yield Change("calculation", _setting(op=CALCULATIONS[type(node.op)]()))
        case ast.IfExp():
            yield Change("condition always true", lambda each: each.body)
            yield Change("condition never true", lambda each: each.orelse)
        case ast.Constant():
            yield from _constant_changes(node, context)
        case ast.JoinedStr() if context.text and isinstance(context.parent, ast.Call):
            yield from _empty_text(context)
        case ast.Attribute(attr=attr) if attr.startswith("HTTP_"):
            yield Change("status", _setting(attr="HTTP_418_IM_A_TEAPOT"))
        case ast.Subscript(slice=ast.Slice()):
            yield Change("slice dropped", lambda each: each.value)
        case ast.List(elts=[_, *_]) | ast.Set(elts=[_, *_]) | ast.Tuple(elts=[_, _, *_]):
            if isinstance(node.ctx, ast.Load) if not isinstance(node, ast.Set) else True:
                if not isinstance(context.parent, ast.Subscript | ast.For | ast.comprehension | ast.Return):
                    for at in range(len(node.elts)):
                        yield Change("element dropped", _without("elts", at))
        case ast.Dict():
            for at in range(len(node.keys)):
                yield Change("element dropped", _without_item(at))
        case ast.Call():
            yield from _call_changes(node, context)


def _constant_changes(node: ast.Constant, context: _Context) -> Iterator[Change]:
    match node.value:
        case bool():
            yield Change("boolean", _setting(value=not node.value))
        case int() | float() if not context.text:
            yield Change("number + 1", _setting(value=node.value + 1))
            if node.value > 0:
                yield Change("number - 1", _setting(value=node.value - 1))
        case str() if context.text:
            if isinstance(context.parent, ast.Call):
                yield from _empty_text(context)
        case str() if node.value and not _is_sentence(node.value):
            if isinstance(context.parent, ast.JoinedStr | ast.FormattedValue):
                return
            yield Change("text", _setting(value=node.value + "_"))


def _empty_text(context: _Context) -> Iterator[Change]:
    """Say nothing where callers are told something; how it is worded is nobody's fault, and logs are read by people."""
    parent = context.parent
    if isinstance(parent, ast.Call) and ast.unparse(parent.func).endswith(("Error", "Exception")):
        yield Change("says nothing", lambda _: ast.Constant(""))


def _call_changes(node: ast.Call, context: _Context) -> Iterator[Change]:
    if ast.unparse(node.func).startswith(("logger.", "logging.", "structlog.")):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr in CHAIN_LINKS:
        if not isinstance(context.parent, ast.Expr) and not _is_module(node.func.value):
            yield Change(f".{node.func.attr}() dropped", lambda each: each.func.value)
    for at, keyword in enumerate(node.keywords):
        if keyword.arg is not None and not _is_idle(keyword):
            yield Change("argument dropped", _without("keywords", at))
    name = _called(node)
    if len(node.args) == 1 and not node.keywords and name.islower() and name not in KEPT_CALLS:
        if isinstance(node.func, ast.Name) or name == "lower":
            if not isinstance(context.parent, ast.Expr | ast.Await) and not isinstance(node.args[0], ast.Starred):
                yield Change("call dropped", lambda each: each.args[0])


def _drop_metadata(node: ast.Tuple, context: _Context) -> Iterator[Change]:
    """Drop what a type is annotated with; FastAPI and Pydantic act on it."""
    if _called(context.parent.value) != "Annotated":  # type: ignore[union-attr]
        return
    for at in range(1, len(node.elts)):
        yield Change("annotation's metadata dropped", _without("elts", at))


def _is_module(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in {"os", "func", "sa", "op", "re", "json", "dataclasses", "orm"}


def _is_constant(node: ast.AST | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _called(node: ast.AST) -> str:
    """Return the last name of what is called, or of a name."""
    match node:
        case ast.Call(func=func):
            return _called(func)
        case ast.Attribute(attr=attr):
            return attr
        case ast.Name(id=name):
            return name
        case ast.Subscript(value=value):
            return _called(value)
    return ""


def _setting(**values: Any) -> Callable[[Any], ast.AST]:
    def apply(node: Any) -> ast.AST:
        changed = copy.copy(node)
        for name, value in values.items():
            setattr(changed, name, value)
        return changed

    return apply


def _without(field: str, at: int) -> Callable[[Any], ast.AST]:
    def apply(node: Any) -> ast.AST:
        kept = [each for index, each in enumerate(getattr(node, field)) if index != at]
        return _setting(**{field: kept})(node)

    return apply


def _without_item(at: int) -> Callable[[Any], ast.AST]:
    return lambda node: _without("values", at)(_without("keys", at)(node))


def _replacing(field: str, at: int, value: ast.AST) -> Callable[[Any], ast.AST]:
    def apply(node: Any) -> ast.AST:
        replaced = [value if index == at else each for index, each in enumerate(getattr(node, field))]
        return _setting(**{field: replaced})(node)

    return apply


class _Replace(ast.NodeTransformer):
    """Puts something else in the place of one node."""

    def __init__(self, node: ast.AST, result: Any) -> None:
        self._node = node
        self._result = result

    def visit(self, node: ast.AST) -> Any:
        if node is self._node:
            return self._result
        return super().visit(node)


def _short(node: ast.AST) -> str:
    if isinstance(node, ast.comprehension | ast.ExceptHandler):
        return " ".join(ast.unparse(node).split())[:110]
    text = ast.unparse(node)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        text = "\n".join(line for line in text.splitlines() if line.lstrip().startswith(("@", "def", "async", "class")))
    return " ".join(text.split())[:110]


def _short_result(result: Any) -> str:
    if result is None:
        return "nothing"
    return "; ".join(map(_short, result))[:110] if isinstance(result, list) else _short(result)
