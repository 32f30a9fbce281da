"""Statements that deny what another one lets through."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Group, Policy, Role, Thing, User
from iam_stacks.checks.rules.mfa.requests import Said, is_about, mfa_clauses
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.document import CURRENT_VERSION, Document
from iam_stacks.policy.extent import Extent, actions_of, resources_of
from iam_stacks.policy.kind import BOUNDARY, IDENTITY
from iam_stacks.policy.statement import Clause, Statement

_BY_SERVICES = "aws:viaawsservice"
"""What spares a service that goes on for somebody: who began was asked. IAM User Guide, "AWS global condition context
keys"."""


def is_denied_elsewhere(view: StatementView, said: Said) -> bool:
    """Tell whether other statements may deny what a statement is about, to requests that say so about MFA.

    They are of its policy or, if each of those who have it has them, of another one.
    """
    documents = _documents(view)
    return all(
        any(_denies(statement, variables, part, view, said) for statement, variables in _statements(listed))
        for listed in documents
        for part in actions_of(view.statement).parts
    )


def _denies(statement: Statement, variables: bool, actions: Extent, view: StatementView, said: Said) -> bool:
    listed = resources_of(statement, variables=variables)
    others = resources_of(view.statement, variables=view.policy.has_variables)
    everywhere = listed is None or others is None or listed.covers(others)
    return (
        statement.effect == "Deny"
        and is_about(statement, said)
        and _others(statement) <= _others(view.statement)
        and everywhere
        and actions_of(statement).covers(actions)
    )


def _others(statement: Statement) -> frozenset[Clause]:
    """Return what a statement asks for besides MFA: a Deny that asks for more spares who does not meet it."""
    others = frozenset(statement.conditions).difference(mfa_clauses(statement))
    return frozenset(clause for clause in others if clause.key.lower() != _BY_SERVICES)


def _documents(view: StatementView) -> list[list[Document]]:
    """Return the documents that apply together with a policy, for each of those who have it."""
    own = [view.policy.document] if view.policy.document else []
    holders = view.policy.holders if view.policy.kind in (IDENTITY, BOUNDARY) else ()
    return [[*own, *(policy.document for policy in _policies(holder))] for holder in holders] or [own]


def _policies(holder: Thing) -> tuple[Policy, ...]:
    if isinstance(holder, User | Role):
        return holder.all_policies
    return holder.policies if isinstance(holder, Group) else ()


def _statements(documents: list[Document]) -> Iterator[tuple[Statement, bool]]:
    return ((each, document.version == CURRENT_VERSION) for document in documents for each in document.statements)
