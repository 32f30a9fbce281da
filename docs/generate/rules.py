"""The page of all rules of IamChecks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from iam_stacks.checks.rule import Rule
from iam_stacks.checks.rules import FAMILIES
from iam_stacks.reports.markdown import row

_HEAD = """# The rules of IamChecks

What `IamChecks` and `iam-stacks check` look for, in the templates of any app and in policies of any origin. Generated
from the code by `make docs`. An **error** fails the synthesis: AWS would refuse it, it grants nothing at all, it is a
secret in clear, a stranger can meet the trust, an MFA rule does not hold, somebody can become administrator, or what
was guaranteed is not so. A **warning** is wide or unusual, but
somebody may want it: mend it, or accept it with a reason ([how](checks.md)). Every severity can be changed.

"""
_TABLE = """| rule | severity | what is wrong | how to mend it |
|---|---|---|---|
"""


def rules() -> str:
    """Return the page."""
    return _HEAD + "\n".join(part for family, listed in FAMILIES.items() for part in _family(family, listed))


def _family(family: str, listed: tuple[Rule[Any], ...]) -> Iterator[str]:
    yield f"## {family[0].upper()}{family[1:]}\n"
    yield _TABLE + "".join(map(_row, sorted(listed, key=lambda rule: rule.id)))


def _row(rule: Rule[Any]) -> str:
    cells = (f"`{rule.id}`", f"{rule.severity}: {rule.because}", f"{rule.says}.<br>*{rule.source}*", f"{rule.fix}")
    return f"{row(*cells)}\n"
