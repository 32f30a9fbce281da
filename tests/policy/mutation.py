"""Takes every rule out of the engine, one at a time, and says where no row of the decision tables notices.

    python -m tests.policy.mutation [module ...]

Changes that decide the same stand in `equivalents.txt`, each with the reason. Exits with 1 if others survive.
"""

import importlib
import marshal
import signal
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from multiprocessing import Pool
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import iam_stacks.policy
from tests.policy.mutants import Mutant, mutants
from tests.policy.test_decisions import NOT_POLICIES, ROWS

PACKAGE = "iam_stacks.policy"
SOURCES = Path(iam_stacks.policy.__file__).parent
RULES = [
    *("wildcard", "variables", "operators", "comparable", "condition", "resource", "action", "principal", "rule"),
    *("special", "case", "caller"),
]
EQUIVALENTS = Path(__file__).with_name("equivalents.txt")
SECONDS = 5


class Replaced(MetaPathFinder, Loader):
    """Imports the package from code that is at hand, that of a mutant among it."""

    def __init__(self) -> None:
        self.original: dict[str, CodeType] = {
            f"{PACKAGE}.{path.stem}".removesuffix(".__init__"): compile(path.read_text("utf-8"), str(path), "exec")
            for path in SOURCES.glob("*.py")
        }
        self.code = self.original

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        known = fullname in self.code
        return spec_from_loader(fullname, self, is_package=fullname == PACKAGE) if known else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code[module.__name__], module.__dict__)

    def load(self, module: str, code: bytes) -> ModuleType:
        self.code = {**self.original, f"{PACKAGE}.{module}": marshal.loads(code)}
        for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
            del sys.modules[name]
        return importlib.import_module(PACKAGE)


FINDER = Replaced()


def survives(mutant: Mutant) -> bool:
    """Whether every row is as it should be, though the engine is changed."""
    if FINDER not in sys.meta_path:
        sys.meta_path.insert(0, FINDER)
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("too slow"))
    signal.alarm(SECONDS)
    try:
        policy = FINDER.load(mutant[0], mutant[3])
        return all(right(policy, row) for row in ROWS)
    except (Exception, SystemExit):
        return False
    finally:
        signal.alarm(0)


def right(policy: ModuleType, row: dict[str, Any]) -> bool:
    """Whether a row is as it should be."""
    policies = {name: value for name, value in row.items() if name not in NOT_POLICIES}
    try:
        decision = policy.evaluate(policy.Request(**row["request"]), **policies)
    except policy.PolicyError:
        return "error" in row
    reasons = row.get("reasons", [])
    given = [{name: getattr(reason, name) for name in reasons[0]} for reason in decision.reasons] if reasons else []
    return (decision.effect, [*decision.depends_on], given) == (row.get("effect"), row.get("depends_on", []), reasons)


def main(modules: list[str]) -> int:
    equivalent = {line.partition("  # ")[0] for line in EQUIVALENTS.read_text("utf-8").splitlines()}
    wrong = [row["id"] for row in ROWS if not right(iam_stacks.policy, row)]
    if wrong:
        sys.exit(f"rows that are wrong without any change: {', '.join(wrong)}")
    every = [mutant for module in modules for mutant in mutants(SOURCES / f"{module}.py")]
    with Pool(2) as pool:
        alive = [each for each, lives in zip(every, pool.imap(survives, every, chunksize=4), strict=True) if lives]
    unexplained = [each for each in alive if f"{each[0]}: {each[2]}" not in equivalent]
    for module, line, change, _ in unexplained:
        sys.stdout.write(f"iam_stacks/policy/{module}.py:{line}: {change}\n")
    sys.stdout.write(f"{len(every)} changes; {len(alive)} survive; {len(unexplained)} of these are not explained\n")
    return bool(unexplained)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or RULES))
