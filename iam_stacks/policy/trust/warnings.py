"""What a trust policy may do, but a person should look at."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.policy.statement import Clause, Statement
from iam_stacks.policy.trust.clauses import EXTERNAL_ID, MFA_PRESENT, is_pattern


def warnings_of(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """Return one sentence for each thing that is wide or unusual."""
    return tuple(warning for statement in statements for warning in _of_statement(statement))


def _of_statement(statement: Statement) -> Iterator[str]:
    if {EXTERNAL_ID, MFA_PRESENT} <= {clause.key for clause in statement.conditions}:
        yield (
            "external_id and require_mfa stand together: an external id is for the service of a third party, which "
            "has no MFA device, and the console's Switch Role cannot send one"
        )
    for clause in statement.conditions:
        if clause.key.endswith(":sub"):
            yield from _of_subject(clause)


def _of_subject(clause: Clause) -> Iterator[str]:
    for value in clause.values:
        if is_pattern(value):
            yield f"{clause.key} is the pattern {value}: every identity that it matches can assume the role"
        elif value.endswith(":pull_request"):
            yield f"{clause.key} is {value}: whoever can open a pull request can assume the role"
