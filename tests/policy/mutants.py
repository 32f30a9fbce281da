"""Small changes of a module's code, each of which takes a rule out of it."""

import ast
import marshal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TYPES = ("annotation", "returns", "decorator_list")
REMOVABLE = (ast.AugAssign, ast.Expr, ast.For, ast.match_case)
PAIRS = [(ast.And, ast.Or), (ast.Add, ast.Sub), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot)]
PAIRS += [(ast.Lt, ast.LtE), (ast.Gt, ast.GtE)]
SWAPS: dict[type[ast.AST], type[ast.AST]] = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
Mutant = tuple[str, int, str, bytes]


def mutants(path: Path) -> Iterator[Mutant]:
    """Every small change of a module: its name, the line, the change, and the code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in list(_nodes(tree)):
        for change in (_replaced, _removed):
            for line, what in change(node):
                code = compile(ast.fix_missing_locations(tree), str(path), "exec")
                yield path.stem, line, what, marshal.dumps(code)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs: no annotations, decorators or type aliases."""
    yield node
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            alias = isinstance(child, ast.Subscript) and ast.unparse(child.value) in ("Callable", "Mapping")
            if isinstance(child, ast.AST) and name not in TYPES and not alias:
                yield from _nodes(child)


def _replaced(parent: ast.AST) -> Iterator[tuple[int, str]]:
    """Put something else in the place of each child, one at a time, and take it back."""
    for name, value in ast.iter_fields(parent):
        children = value if isinstance(value, list) else [value]
        if name in TYPES or isinstance(parent, ast.Dict):
            continue
        for index, child in enumerate(children):
            shown = child if isinstance(child, ast.expr | ast.stmt) and not isinstance(child, ast.Constant) else parent
            for new in _others(parent, name, child):
                was = _text(shown)
                children[index] = new
                setattr(parent, name, value if children is value else new)
                yield getattr(shown, "lineno", 0), f"{was} -> {_text(new if shown is child else parent)}"
                children[index] = child
                setattr(parent, name, value)


def _others(parent: ast.AST, name: str, node: Any) -> Iterator[ast.AST]:
    if type(node) in SWAPS:
        yield SWAPS[type(node)]()
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield from (ast.Constant(node.value + 1), ast.Constant(node.value - 1))
    elif isinstance(parent, ast.BoolOp) and name == "values":
        yield ast.Constant(isinstance(parent.op, ast.And))
    elif name in ("test", "ifs") and isinstance(node, ast.expr):
        yield from (ast.Constant(True), ast.Constant(False))
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _removed(parent: ast.AST) -> Iterator[tuple[int, str]]:
    """Leave out a row of a table, a case, or a statement with an effect, one at a time, and take it back."""
    table = [parent.keys, parent.values] if isinstance(parent, ast.Dict) else [getattr(parent, "elts", [])]
    for lists in (table, [getattr(parent, "cases", [])], [getattr(parent, "body", [])]):
        for index, child in enumerate(lists[-1] if isinstance(lists[-1], list) and len(lists[-1]) > 1 else ()):
            says = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            entry = isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Subscript)
            if says or not (lists is table or entry or isinstance(child, REMOVABLE)):
                continue
            taken = [each.pop(index) for each in lists]
            yield getattr(child, "lineno", getattr(parent, "lineno", 0)), f"{_text(child)} -> nothing"
            for each, back in zip(lists, taken, strict=True):
                each.insert(index, back)


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) < 100 else f"{text[:97]}..."
