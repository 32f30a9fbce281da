"""Trust in many identities of one customer of an issuer."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.checks.line import Line
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.claims import asking, is_pinned, known_of, steps_to, told_otherwise
from iam_stacks.checks.rules.trust.providers import Provider, key_of, providers_of
from iam_stacks.checks.rules.trust.trusted import has_unknown_key
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.trust.clauses import is_pattern
from iam_stacks.policy.trust.google import GOOGLE
from iam_stacks.policy.trust.issuers import SUBJECT

_PULL_REQUEST = ":pull_request"


def _check(view: StatementView) -> Iterator[Remark]:
    for provider in providers_of(view):
        if not known_of(provider).shared or is_pinned(view, provider) or told_otherwise(view, provider):
            yield from _of_provider(view, provider)


def _of_provider(view: StatementView, provider: Provider) -> Iterator[Remark]:
    key = key_of(provider.issuer, SUBJECT)
    lines = asking(view, key)
    if not lines and _needs_subject(provider) and not has_unknown_key(view):
        message = f"every identity of {provider.issuer} can assume the role: {key} is not asked for"
        yield Remark(message=message, detail=provider.issuer, steps=provider.name.steps)
    if all(any(_is_wide(line, value) for value in line.clause.values) for line in lines):
        for line in lines:
            for value in dict.fromkeys(line.clause.values):
                if _is_wide(line, value):
                    who = "whoever can open a pull request" if value.endswith(_PULL_REQUEST) else "whoever matches it"
                    message = f"{line.clause.key} may be {value}: {who} can assume the role"
                    steps = steps_to(view, provider, line, value)
                    yield Remark(message=message, detail=line.detail_of(value), steps=steps)


def _needs_subject(provider: Provider) -> bool:
    """Tell whether tokens of one issuer, or of one application there, are many people's or programs'."""
    return not known_of(provider).shared or provider.issuer == GOOGLE


def _is_wide(line: Line, value: str) -> bool:
    return (line.operator.wildcards and is_pattern(value)) or value.endswith(_PULL_REQUEST)


RULE = Rule(
    id="oidc-subject-wide",
    over=StatementView,
    severity=WARNING,
    says="A web-identity trust lets in many identities of one customer, pull requests or whatever matches a pattern",
    because="somebody may want it",
    fix="give the exact subjects, such as those of one branch or environment",
    source="IAM User Guide, Create a role for OpenID Connect federation (console)",
    check=_check,
)
