"""Who can become administrator, found out the slow way: everything that can be done is done, one thing after the other.

The account is changed as an attacker would change it, read again, and asked again with `Account.can`. Nothing is ever
undone, so this is right only where more power never takes any away: where groups have no Deny.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.escalation.escalation import Escalation
from tests.escalation.parts import IAM, short
from tests.escalation.strategies import ROLES, USERS, Facts

Reads = Callable[[Mapping[str, Any]], Account]

TRIED = frozenset(
    (
        "iam:PutUserPolicy",
        "iam:AttachUserPolicy",
        "iam:PutGroupPolicy",
        "iam:PutRolePolicy",
        "iam:AttachRolePolicy",
        "iam:CreatePolicyVersion",
        "iam:AddUserToGroup",
        "iam:DeleteUserPermissionsBoundary",
        "iam:DeleteRolePermissionsBoundary",
        "iam:CreateAccessKey",
        "iam:UpdateAssumeRolePolicy",
        "iam:PassRole",
        "sts:AssumeRole",
        "lambda:CreateFunction",
        "lambda:InvokeFunction",
        "lambda:UpdateFunctionCode",
    )
)
"""The actions that are tried."""

_ADMINISTRATOR = {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess", "iam:PermissionsBoundary": ()}
_PASSED = {"iam:PassedToService": "lambda.amazonaws.com"}
_FUNCTIONS = "arn:aws:lambda:eu-central-1:123456789012:function:"


def kind_of(name: str) -> str:
    return "user" if name in USERS else "role"


class Naive:
    """Somebody who does everything that can be done."""

    def __init__(self, read: Reads, facts: Facts, start: str) -> None:
        self._read = read
        self._facts = facts
        self._is = {start}
        self._account = read(facts.resources)

    def becomes_administrator(self) -> bool:
        """Tell whether somebody in the end is an administrator."""
        while True:
            administrators = {short(arn) for arn in Escalation(self._account, methods=()).administrators}
            if any(f"{kind_of(name)}/{name}" in administrators for name in self._is):
                return True
            before = self._facts, frozenset(self._is)
            for who in sorted(self._is):
                self._do(who)
            if before == (self._facts, frozenset(self._is)):
                return False
            self._account = self._read(self._facts.resources)

    def _do(self, who: str) -> None:
        for name in USERS:
            place = f"user/{name}"
            if self._may(who, "iam:PutUserPolicy", place) or self._may(who, "iam:AttachUserPolicy", place):
                self._facts = replace(self._facts, given=self._facts.given | {name})
            if self._may(who, "iam:DeleteUserPermissionsBoundary", place):
                self._facts = self._facts.without_boundary(name)
            if self._may(who, "iam:CreateAccessKey", place):
                self._is.add(name)
        self._do_to_policies_and_groups(who)
        for name in ROLES:
            self._do_to_role(who, name)
        if self._may(who, "lambda:UpdateFunctionCode", f"{_FUNCTIONS}f1") and self._runs("r3"):
            self._is.add("r3")

    def _do_to_policies_and_groups(self, who: str) -> None:
        if self._may(who, "iam:PutGroupPolicy", "group/g1"):
            self._facts = replace(self._facts, given=self._facts.given | {"g1"})
        for name in ("p1", *(f"b-{bounded}" for bounded in self._facts.boundaries)):
            if self._may(who, "iam:CreatePolicyVersion", f"policy/{name}"):
                self._facts = replace(self._facts, given=self._facts.given | {name})
        if self._may(who, "iam:AddUserToGroup", "group/g1"):
            self._facts = replace(self._facts, members=frozenset(USERS))

    def _do_to_role(self, who: str, name: str) -> None:
        place = f"role/{name}"
        if self._may(who, "iam:PutRolePolicy", place) or self._may(who, "iam:AttachRolePolicy", place):
            self._facts = replace(self._facts, given=self._facts.given | {name})
        if self._may(who, "iam:DeleteRolePermissionsBoundary", place):
            self._facts = self._facts.without_boundary(name)
        if self._may(who, "iam:UpdateAssumeRolePolicy", place):
            self._facts = replace(self._facts, opened=self._facts.opened | {(name, who)})
        if self._may(who, "sts:AssumeRole", place) or (
            self._may(who, "iam:PassRole", place, _PASSED)
            and all(self._may(who, f"lambda:{each}Function", f"{_FUNCTIONS}n") for each in ("Create", "Invoke"))
            and self._runs(name)
        ):
            self._is.add(name)

    def _may(self, who: str, action: str, place: str, context: Mapping[str, Any] = _ADMINISTRATOR) -> bool:
        resource = place if place.startswith("arn:") else f"{IAM}{place}"
        tags = self._facts.tags.get(place.rpartition("/")[2])
        known = {**context, **({"aws:ResourceTag/t": tags} if tags else {})}
        return self._account.can(f"{kind_of(who)}/{who}", action, resource, known).possible

    def _runs(self, name: str) -> bool:
        return self._account.can("lambda.amazonaws.com", "sts:AssumeRole", f"{IAM}role/{name}").possible


def naive(read: Reads, facts: Facts) -> Iterator[str]:
    """Yield the users and roles that are administrators or can become some."""
    for name in (*USERS, *ROLES):
        if Naive(read, facts, name).becomes_administrator():
            yield f"{kind_of(name)}/{name}"
