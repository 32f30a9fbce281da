"""Trust in a service that can say for whom it acts, and is not asked."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.line import lines_of
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking
from iam_stacks.checks.rules.trust.confinement import OPEN, reach
from iam_stacks.checks.rules.trust.trusted import ASSUME_ROLE, SERVICE, has_unknown_key, lets_assume, names_of
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.trust.clauses import SOURCE_ACCOUNT, SOURCE_ARN, SOURCE_ORG_ID
from iam_stacks.policy.trust.service_table import shown_by

_SOURCES = tuple(key.lower() for key in (SOURCE_ACCOUNT, SOURCE_ARN, SOURCE_ORG_ID, "aws:SourceOrgPaths"))


def _check(view: StatementView) -> Iterator[Remark]:
    if not lets_assume(view, ASSUME_ROLE) or _is_asked(view):
        return
    for name in names_of(view, SERVICE):
        shown = shown_by(name.text.lower())
        keys = [key for key, sent in {SOURCE_ACCOUNT: shown.account, SOURCE_ARN: shown.arn}.items() if sent]
        if keys:
            yield Remark(
                message=f"{name.text} can say for whom it acts, and is not asked",
                fix=f"ask for {' or '.join(keys)}, as the {shown.source} shows",
                detail=name.text,
                steps=name.steps,
            )


def _is_asked(view: StatementView) -> bool:
    if has_unknown_key(view):
        return True
    # A service that sends a key does so always: IfExists makes no difference.
    own = (line for line in lines_of(view) if line.clause.key.lower() in _SOURCES and not line.operator.negated)
    denials = (line for key in _SOURCES for line in asking(view, key))
    return any(line.operator.family != "Null" and reach(line) is not OPEN for line in (*own, *denials))


RULE = Rule(
    id="trust-source-not-asked",
    over=StatementView,
    severity=WARNING,
    says="A role trusts a service, for whomever it acts, though the service says for whom",
    because="somebody may want it",
    fix="ask for aws:SourceAccount or aws:SourceArn",
    source="IAM User Guide, The confused deputy problem",
    check=_check,
)
