"""What a trust policy may do, but a person should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iam_stacks.policy.statement import Clause, Statement
from iam_stacks.policy.trust.clauses import (
    EXTERNAL_ID,
    MFA_PRESENT,
    REQUEST_TAG,
    SOURCE_ACCOUNT,
    SOURCE_ARN,
    SOURCE_IDENTITY,
    SOURCE_ORG_ID,
    is_pattern,
)
from iam_stacks.policy.trust.service_table import shown_by

_NOT_ABOUT_WHO = (REQUEST_TAG, SOURCE_IDENTITY, SOURCE_ARN, "aws:PrincipalOrgPaths")
"""Keys whose patterns say what a caller sets, or are the usual way to name what is below."""


@dataclass(frozen=True)
class TrustWarning:
    """Something that is wide or unusual.

    Attributes:
        rule: its name, such as `trust-subject-pattern`.
        text: what it is, in a sentence.
    """

    rule: str
    text: str

    def __str__(self) -> str:
        """Return the sentence."""
        return self.text


def warnings_of(statements: tuple[Statement, ...]) -> tuple[TrustWarning, ...]:
    """Return one warning for each thing that is wide or unusual."""
    return tuple(warning for statement in statements for warning in _of_statement(statement))


def _of_statement(statement: Statement) -> Iterator[TrustWarning]:
    keys = {clause.key for clause in statement.conditions}
    if {EXTERNAL_ID, MFA_PRESENT} <= keys:
        yield TrustWarning(
            "trust-external-id-with-mfa",
            "external_id and require_mfa stand together: an external id is for the service of a third party, which "
            "has no MFA device, and the console's Switch Role cannot send one",
        )
    for service in _services(statement):
        shown = shown_by(service)
        if (shown.account or shown.arn) and not keys & {SOURCE_ACCOUNT, SOURCE_ARN, SOURCE_ORG_ID}:
            text = f"{service} can say for whom it acts, and is not asked; give source_arn or source_account"
            yield TrustWarning("trust-source-not-asked", text)
    for clause in statement.conditions:
        if not clause.key.startswith(_NOT_ABOUT_WHO):
            yield from _of_values(clause)


def _services(statement: Statement) -> tuple[str, ...]:
    return dict(statement.principals.entries).get("Service", ()) if statement.principals else ()


def _of_values(clause: Clause) -> Iterator[TrustWarning]:
    for value in clause.values:
        if is_pattern(value):
            text = f"{clause.key} is the pattern {value}: every identity that it matches can assume the role"
            yield TrustWarning("trust-pattern", text)
        elif value.endswith(":pull_request"):
            text = f"{clause.key} is {value}: whoever can open a pull request can assume the role"
            yield TrustWarning("trust-pull-request", text)
