"""Prints, as JSON, what Python's own parser says about the project in the current folder.

`python-rules.ts` describes the document.
"""

import ast
import json
from pathlib import Path

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def top_names(tree):
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign):
            yield node.target.id


def includes(tree):
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))]:
        where = f"{scope.name}: " if isinstance(scope, FUNCTIONS) else ""
        for statement in scope.body:
            text = ast.unparse(statement)
            if isinstance(statement, ast.Expr) and ".include_router(" in text:
                yield where + text


def endpoints(file, tree):
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", []):
            text = ast.unparse(decorator)
            if text.startswith("router.") and isinstance(decorator, ast.Call):
                yield {
                    "file": file,
                    "method": decorator.func.attr,
                    "path": decorator.args[0].value,
                    "source": ast.unparse(node).replace("\n", " "),
                }


def own_nodes(function):
    """Returns the nodes of a function, without those of functions within it."""
    todo = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            todo.extend(ast.iter_child_nodes(node))


def undocumented(file, tree):
    for node in ast.walk(tree):
        if not isinstance(node, FUNCTIONS):
            continue
        docstring = ast.get_docstring(node) or ""
        is_property = "property" in [ast.unparse(each) for each in node.decorator_list]
        parameters = [
            *(each.arg for each in node.args.posonlyargs + node.args.args + node.args.kwonlyargs),
            *(each.arg for each in (node.args.vararg, node.args.kwarg) if each),
        ]
        parameters = [each for each in parameters if each not in ("self", "cls") and each.strip("_")]
        wanted = [f"{each}:" for each in parameters]
        if parameters:
            wanted.append("Args:")
        nodes = list(own_nodes(node))
        if any(isinstance(each, ast.Yield) for each in nodes):
            wanted.append("Yields:")
        elif any(isinstance(each, ast.Return) and each.value for each in nodes) and not is_property:
            wanted.append("Returns:")
        if any(isinstance(each, ast.Raise) for each in nodes):
            wanted.append("Raises:")
        missing = [each for each in wanted if each not in docstring]
        if not docstring:
            missing = ["docstring"]
        yield from (f"{file}: {node.name}: {each}" for each in missing)


def main():
    folders = ["app", "alembic", "database", "routes", "services", "tests", "utils"]
    files = sorted(
        path.as_posix()
        for path in [*Path().glob("*.py"), *(p for folder in folders for p in Path(folder).rglob("*.py"))]
    )
    facts = {
        "files": files,
        "sources": {},
        "names": {},
        "bases": {},
        "methods": {},
        "imports": {},
        "exported": {},
        "includes": {},
        "calls": [],
        "endpoints": [],
        "undocumented": [],
    }
    for file in files:
        source = Path(file).read_text(encoding="utf-8")
        tree = ast.parse(source, feature_version=(3, 11))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        facts["sources"][file] = source
        facts["names"][file] = list(top_names(tree))
        facts["bases"][file] = {
            node.name: [ast.unparse(base) for base in node.bases]
            for node in classes
            if "StrEnum" not in [ast.unparse(base) for base in node.bases]
        }
        facts["methods"][file] = {
            node.name: {
                each.name: [argument.arg for argument in each.args.args]
                for each in node.body
                if isinstance(each, FUNCTIONS)
            }
            for node in classes
        }
        facts["imports"][file] = [
            f"{node.module}.{alias.name}"
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ]
        facts["exported"][file] = [
            element.value
            for node in tree.body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
            for element in node.value.elts
        ]
        facts["includes"][file] = list(includes(tree))
        facts["calls"] += [
            {"file": file, "call": ast.unparse(node.func), "source": ast.unparse(node)}
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
        ]
        facts["endpoints"] += endpoints(file, tree)
        if file.startswith("app/"):
            facts["undocumented"] += undocumented(file, tree)
    print(json.dumps(facts))


main()
