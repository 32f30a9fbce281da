"""A statement, ready to be asked of many requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from iam_stacks.policy.action import compile_actions
from iam_stacks.policy.caller import Caller
from iam_stacks.policy.condition import Condition, Test, compile_clause
from iam_stacks.policy.principal import Grant, PrincipalSet
from iam_stacks.policy.resource import Resources, compile_resources
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.variables import Context
from iam_stacks.policy.wildcard import Matcher


@dataclass(frozen=True, eq=False)
class Rule:
    """A compiled statement.

    Attributes:
        index: the statement's place in its document, from 0.
        statement: what was compiled.
        allows: whether its effect is Allow.
        about: tells whether it is about an action, given in lower case.
        resources: the resources that it is about; None in a trust policy, which is about the role that it belongs to.
        conditions: all of them must hold.
        principals: the principals that it names, or excepts; None where none can be named.
        matches: tells whether a resource and the conditions match; action and principal are looked at before.
    """

    index: int
    statement: Statement
    allows: bool
    about: Matcher
    resources: Resources | None
    conditions: tuple[Condition, ...]
    principals: PrincipalSet | None
    matches: Callable[[str, Context], bool]

    def grant(self, caller: Caller, *, bounded: bool) -> Grant:
        """Return how directly the statement is about a caller.

        A Deny with NotPrincipal is about everyone who has a permissions boundary, whoever is listed.
        Source: AWS JSON policy elements: NotPrincipal, "NotPrincipal with Deny".

        Args:
            caller: who makes the request.
            bounded: whether the caller has a permissions boundary.
        """
        if self.principals is None:
            return Grant.DIRECT
        if self.statement.not_principals is None:
            return self.principals.grant(caller)
        listed = self.principals.lists_any_of if self.allows else self.principals.lists_all_of
        excepted = listed(caller) and (self.allows or not bounded)
        return Grant.NONE if excepted else Grant.DIRECT


def compile_statement(statement: Statement, index: int, *, variables: bool) -> Rule:
    """Return a statement, compiled.

    Args:
        statement: of a parsed document.
        index: its place there, from 0.
        variables: whether the document's version has policy variables.
    """
    actions = statement.actions if statement.not_actions is None else statement.not_actions
    resources = statement.resources if statement.not_resources is None else statement.not_resources
    principals = statement.principals or statement.not_principals
    negated = statement.not_resources is not None
    compiled = None if resources is None else compile_resources(resources, negated=negated, variables=variables)
    conditions = tuple(compile_clause(clause, variables=variables) for clause in statement.conditions)
    return Rule(
        index=index,
        statement=statement,
        allows=statement.effect == "Allow",
        about=compile_actions(actions or (), negated=statement.not_actions is not None),
        resources=compiled,
        conditions=conditions,
        matches=_matching(compiled, tuple(condition.holds for condition in conditions)),
        principals=None if principals is None else PrincipalSet(principals),
    )


def _matching(resources: Resources | None, tests: tuple[Test, ...]) -> Callable[[str, Context], bool]:
    """Return the test of resource and conditions: the innermost loop, so it does no more than it must."""
    if resources is not None and not resources.variable:
        fixed, negated = resources.fixed, resources.negated

        def matches(resource: str, context: Context) -> bool:
            if fixed(resource) is negated:
                return False
            for test in tests:  # noqa: SIM110 - all() would take a third of the time of a decision
                if not test(context):
                    return False
            return True

        return matches
    return lambda resource, context: (
        (resources is None or resources.match(resource, context)) and all(test(context) for test in tests)
    )
