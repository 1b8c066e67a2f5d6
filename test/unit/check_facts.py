"""Compares what was read of Python files with what Python's own parser says of them.

Takes a JSON document for each file, one a line, and prints what differs.
"""

import ast
import json
import sys


def same(text, node):
    """Whether a source text is the expression of a node."""
    if node is None:
        return text == ""
    return ast.dump(ast.parse(f"(\n{text}\n)", mode="eval").body) == ast.dump(node)


def imports_of(statements):
    for node in statements:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield ["", alias.name, alias.asname or alias.name.split(".")[0]]
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield ["." * node.level + (node.module or ""), alias.name, alias.asname or alias.name]
        elif isinstance(node, ast.If):
            yield from imports_of([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            handled = [inner for handler in node.handlers for inner in handler.body]
            yield from imports_of([*node.body, *handled, *node.orelse, *node.finalbody])


def assignments_of(statements):
    found = {}
    for node in statements:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = (node.annotation, node.value)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            first = target.elts[0] if isinstance(target, ast.Tuple) else target
            is_bare = first.col_offset == node.col_offset
            if isinstance(first, ast.Name) and is_bare:
                found[first.id] = (None, node.value)
    return found


def functions_of(statements):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in statements if isinstance(node, kinds)]


def compare_functions(read, statements):
    nodes = functions_of(statements)
    if [each["name"] for each in read] != [node.name for node in nodes]:
        yield f"functions {[each['name'] for each in read]}"
        return
    for each, node in zip(read, nodes):
        head = f"{'async ' * each['isAsync']}def {node.name}({each['parameters']}\n): pass"
        arguments = ast.parse(head).body[0]
        if type(arguments) is not type(node) or ast.dump(arguments.args) != ast.dump(node.args):
            yield f"parameters of {node.name}: {each['parameters']}"
        if not same(each["returns"], node.returns):
            yield f"what {node.name} returns: {each['returns']}"
        if not all(map(same, each["decorators"], node.decorator_list)):
            yield f"decorators of {node.name}"


def compare_assignments(read, statements):
    expected = assignments_of(statements)
    for name, (annotation, value) in expected.items():
        each = read.get(name)
        if each is None or not same(each["annotation"], annotation):
            yield f"annotation of {name}: {each}"
        elif not same(each["value"], value):
            yield f"value of {name}: {each['value']}"
    # Chained assignments and loops bind names that are not looked at here.
    bound = {node.id for each in statements for node in ast.walk(each) if isinstance(node, ast.Name)}
    for name in read.keys() - expected.keys() - bound:
        yield f"{name} is no variable"


def compare(facts, tree):
    expected = sorted(imports_of(tree.body))
    if sorted(facts["imports"]) != expected:
        yield f"imports {facts['imports']}"
    yield from compare_functions(facts["functions"], tree.body)
    yield from compare_assignments(facts["variables"], tree.body)
    classes = {each["name"]: each for each in facts["classes"]}
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        each = classes[node.name]
        if len(each["bases"]) != len(node.bases) or not all(map(same, each["bases"], node.bases)):
            yield f"bases of {node.name}: {each['bases']}"
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        if each["keywords"].keys() != keywords.keys():
            yield f"keywords of {node.name}"
        methods = {function.name: function for function in functions_of(node.body)}
        yield from compare_functions(each["methods"], list(methods.values()))
        yield from compare_assignments(each["fields"], node.body)


for line in sys.stdin:
    document = json.loads(line)
    with open(document["path"], "rb") as file:
        tree = ast.parse(file.read())
    for difference in compare(document["facts"], tree):
        print(f"{document['path']}: {difference}")
