"""Policies of resources that let anybody in."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Written
from iam_stacks.account.place import Place
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.trust.confinement import OPEN, confinement
from iam_stacks.checks.rules.trust.trusted import everybody, shown_as
from iam_stacks.checks.views import AccountView, PolicyView, StatementView
from iam_stacks.policy.kind import RESOURCE


def _check(view: AccountView) -> Iterator[Remark]:
    for policy in (*view.policies, *_permissions(view)):
        if policy.kind == RESOURCE:
            for statement in policy.statements:
                yield from _of_statement(statement)


def _of_statement(view: StatementView) -> Iterator[Remark]:
    if view.allows and confinement(view) is OPEN:
        for name in everybody(view):
            listed = view.statement.actions or ()
            what = f"{', '.join(listed[:3])}{' and more' if len(listed) > 3 else ''}" if listed else "nearly everything"
            yield Remark(message=f"{shown_as(name)} is allowed {what}", detail=name.kind, steps=name.steps, at=view)


def _permissions(view: AccountView) -> Iterator[PolicyView]:
    """Yield the permissions of functions: they are no documents, so that nobody has written these."""
    written = {id(each.policy) for each in view.account.written}
    for guard in view.account.resource_policies:
        if id(guard.policy) not in written:
            place = Place(guard.template or "", guard.logical_id or "", ("Properties",))
            document = Written(
                name=guard.policy.name,
                layer=RESOURCE,
                place=place,
                source=guard.policy.document.render(),
                policy=guard.policy,
            )
            yield PolicyView(account=view.account, kind=RESOURCE, written=document, guarded=guard)


RULE = Rule(
    id="resource-open-principal",
    over=AccountView,
    severity=WARNING,
    says="The policy of a resource allows everybody something, without a condition that shuts out strangers",
    because="somebody may want it",
    fix="name who is allowed in Principal, or ask for aws:PrincipalOrgID, aws:SourceAccount or aws:SourceArn",
    source="IAM User Guide, AWS JSON policy elements: Principal, All principals",
    check=_check,
)
