"""Takes every rule out of the engine, one at a time, and says where no row of the decision tables notices.

    python -m tests.policy.mutation [module ...]

A mutant that no row can notice, because it decides the same, stands in `equivalents.txt` with the reason.
"""

import ast
import importlib
import marshal
import signal
import sys
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from multiprocessing import Pool
from pathlib import Path
from types import ModuleType
from typing import Any

import iam_stacks.policy
from tests.policy.test_decisions import NOT_POLICIES, ROWS

PACKAGE = "iam_stacks.policy"
SOURCES = Path(__file__).parents[2] / "iam_stacks" / "policy"
RULES = [
    *("wildcard", "variables", "operators", "comparable", "condition", "resource", "action", "principal", "rule"),
    *("special", "case", "caller"),
]
EQUIVALENTS = Path(__file__).with_name("equivalents.txt")
SECONDS = 5

SWAPS: dict[type[ast.AST], type[ast.AST]] = {ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add}
SWAPS |= {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot}
SWAPS |= {ast.IsNot: ast.Is, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
TYPES = ("annotation", "returns", "decorator_list")
REMOVABLE = (ast.AugAssign, ast.Expr, ast.For, ast.match_case)
Mutant = tuple[str, int, str, bytes]


def mutants(module: str) -> Iterator[Mutant]:
    """Every small change of a module: its name, the line, the change, and the code."""
    path = SOURCES / f"{module}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for line, was, now in _changes(tree):
        code = compile(ast.fix_missing_locations(tree), str(path), "exec")
        yield module, line, f"{was} -> {now}", marshal.dumps(code)


def _changes(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Change the tree in place, one change at a time, and take each back."""
    for parent in _nodes(tree):
        for name, value in ast.iter_fields(parent):
            listed = isinstance(value, list)
            if name in TYPES or (listed and isinstance(parent, ast.Dict)):
                continue
            for index, child in enumerate(value if listed else [value]):
                line = getattr(child, "lineno", getattr(parent, "lineno", 0))
                for new in _replacements(parent, name, child):
                    small = not isinstance(child, ast.expr | ast.stmt) or isinstance(child, ast.Constant)
                    was = _shown(parent if small else child)
                    _put(parent, name, index if listed else None, new)
                    yield line, was, _shown(parent if small else new)
                    _put(parent, name, index if listed else None, child)
        yield from _removals(parent)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs: no annotations, decorators or type aliases."""
    yield node
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            alias = isinstance(child, ast.Subscript) and ast.unparse(child.value) in ("Callable", "Mapping")
            if isinstance(child, ast.AST) and name not in TYPES and not alias:
                yield from _nodes(child)


def _put(parent: ast.AST, name: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[index] = node


def _removals(parent: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Leave out a row of a table, a case, or a statement with an effect."""
    rows = [parent.keys, parent.values] if isinstance(parent, ast.Dict) else [getattr(parent, "elts", [])]
    for lists in (rows, [getattr(parent, "cases", [])], [getattr(parent, "body", [])]):
        for index, child in enumerate(lists[-1] if isinstance(lists[-1], list) and len(lists[-1]) > 1 else ()):
            documentation = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            entry = isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Subscript)
            if documentation or (lists is not rows and not entry and not isinstance(child, REMOVABLE)):
                continue
            taken = [each.pop(index) for each in lists]
            yield getattr(child, "lineno", getattr(parent, "lineno", 0)), _shown(child), "nothing"
            for each, back in zip(lists, taken, strict=True):
                each.insert(index, back)


def _replacements(parent: ast.AST, name: str, node: Any) -> Iterator[ast.AST]:
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


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split()) or type(node).__name__
    return text if len(text) < 100 else f"{text[:97]}..."


class Replaced(MetaPathFinder, Loader):
    """Imports the package from code that is at hand, the mutant among it."""

    def __init__(self) -> None:
        self.original = {
            f"{PACKAGE}.{path.stem}".removesuffix(".__init__"): compile(path.read_text("utf-8"), str(path), "exec")
            for path in SOURCES.glob("*.py")
        }
        self.code = dict(self.original)

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        known = fullname in self.code
        return spec_from_loader(fullname, self, is_package=fullname == PACKAGE) if known else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code[module.__name__], module.__dict__)

    def load(self, module: str, code: bytes) -> ModuleType:
        self.code = {**self.original, f"{PACKAGE}.{module}": marshal.loads(code)}
        for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
            del sys.modules[name]
        return importlib.import_module(PACKAGE)


def _right(policy: ModuleType, row: dict[str, Any]) -> bool:
    policies = {name: value for name, value in row.items() if name not in NOT_POLICIES}
    try:
        decision = policy.evaluate(policy.Request(**row["request"]), **policies)
    except policy.PolicyError:
        return "error" in row
    reasons = row.get("reasons", [])
    given = [{name: getattr(reason, name) for name in reasons[0]} for reason in decision.reasons] if reasons else []
    wanted = row.get("effect"), row.get("depends_on", []), reasons
    return (decision.effect, list(decision.depends_on), given) == wanted


def survives(mutant: Mutant) -> bool:
    """Whether every row is as it should be, though the engine is changed."""
    finder = next((each for each in sys.meta_path if isinstance(each, Replaced)), None)
    if finder is None:
        sys.meta_path.insert(0, finder := Replaced())
    module, _, _, code = mutant
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("too slow"))
    signal.alarm(SECONDS)
    try:
        policy = finder.load(module, code)
        return all(_right(policy, row) for row in ROWS)
    except (Exception, SystemExit):
        return False
    finally:
        signal.alarm(0)


def main(modules: list[str]) -> int:
    equivalent = {line.partition(" # ")[0] for line in EQUIVALENTS.read_text("utf-8").splitlines()}
    every = [mutant for module in modules for mutant in mutants(module)]
    wrong = [row["id"] for row in ROWS if not _right(iam_stacks.policy, row)]
    if wrong:
        print("rows that are wrong without any change, left out:", ", ".join(wrong))
    ROWS[:] = [row for row in ROWS if row["id"] not in wrong]
    with Pool(2) as pool:
        alive = [each for each, lives in zip(every, pool.imap(survives, every, chunksize=4), strict=True) if lives]
    unexplained = [each for each in alive if f"{each[0]}: {each[2]}" not in equivalent]
    for module, line, change, _ in unexplained:
        print(f"iam_stacks/policy/{module}.py:{line}: {change}")
    print(f"{len(every)} mutants, {len(alive)} survive, {len(unexplained)} of them are not known to decide the same")
    return bool(unexplained)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or RULES))
