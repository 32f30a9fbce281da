"""Trust in whoever has a claim or a certificate that matches a pattern."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.condition_data import is_of_provider
from iam_stacks.checks.line import lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.trusted import lets_assume
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.trust.clauses import is_pattern
from iam_stacks.policy.trust.issuers import AUDIENCE, SUBJECT

_CERTIFICATE = "aws:principaltag/x509"
_BY_OTHER_RULES = (f":{SUBJECT}", f":{AUDIENCE}", ":amr")


def _check(view: StatementView) -> Iterator[Remark]:
    for line in lines_of(view) if lets_assume(view) else ():
        key = line.clause.key.lower()
        says_who = key.startswith(_CERTIFICATE) or (is_of_provider(key) and not key.endswith(_BY_OTHER_RULES))
        if says_who and line.asks_for_key and line.operator.wildcards:
            for value in filter(is_pattern, dict.fromkeys(line.clause.values)):
                yield Remark(
                    message=f"{line.clause.key} is the pattern {value}: every identity that it matches is let in",
                    detail=line.detail_of(value),
                    steps=line.steps_to(value),
                )


RULE = Rule(
    id="trust-pattern",
    over=StatementView,
    severity=WARNING,
    says="A role trusts every identity whose claim or certificate matches a pattern",
    because="somebody may want it",
    fix="give the exact values",
    source="IAM Roles Anywhere User Guide, The IAM Roles Anywhere trust model; IAM User Guide, Available keys for AWS "
    "OIDC federation",
    check=_check,
)
