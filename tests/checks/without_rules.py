"""Takes out each rule of IamChecks, one at a time, and says whose tests do not notice.

    python -m tests.checks.without_rules [rule ...]

Exits with 1 if there are any.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run

from iam_stacks.checks.rules import RULES

TESTS = Path(__file__).parent / "rules"
SILENT = "IAM_STACKS_SILENT_RULE"
"""The environment variable by which `conftest.py` is told whose check yields nothing."""


def notices(rule: str) -> bool:
    """Tell whether a test that names the rule fails without it."""
    named = [str(file) for file in TESTS.rglob("test_*.py") if f'"{rule}"' in file.read_text(encoding="utf-8")]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *named]
    return run(command, capture_output=True, env=os.environ | {SILENT: rule}, check=False).returncode == 1


def main(chosen: list[str]) -> int:
    """Return the exit status."""
    rules = chosen or [rule.id for rule in RULES]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        missed = [rule for rule, noticed in zip(rules, pool.map(notices, rules), strict=True) if not noticed]
    sys.stdout.write(f"{len(rules)} rules taken out, one at a time; not noticed: {', '.join(missed) or 'none'}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
