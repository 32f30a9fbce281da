"""Generated estates: the JSON of `aws iam get-account-authorization-details` for accounts of any size."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import cycle

from benchmarks.statements import ACCOUNT, BOUNDARIES, Json, Statements, deck

GROUPS_PER_USER = (1, 10)
ROLES_PER_CHAIN = (2, 6)
STATEMENTS_PER_DOCUMENT = (2, 5)
BOUNDARY_POLICIES = 20

_ITEMS_PER_PAGE = 1000
"""IAM API Reference, GetAccountAuthorizationDetails, MaxItems: at most 1000."""

_DATE = "2026-01-01T00:00:00+00:00"
_LISTS = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
_ID_PREFIXES = {"User": "AIDA", "Group": "AGPA", "Role": "AROA", "Policy": "ANPA"}
"""IAM User Guide, "IAM identifiers", "Understanding unique ID prefixes"."""

_HEADS: list[Json] = [
    {"Service": "lambda.amazonaws.com"},
    {"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]},
    {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    {"AWS": ["arn:aws:iam::999999999999:root", "arn:aws:iam::888888888888:role/partner"]},
]
_AWS_MANAGED = ("ReadOnlyAccess", "AmazonS3ReadOnlyAccess", "IAMReadOnlyAccess", "job-function/ViewOnlyAccess")


def estate(users: int, groups: int, roles: int, seed: int = 1) -> list[Json]:
    """Return the pages of an account's authorization details: the same for the same arguments.

    Each group and role has a document of its own, and so has each tenth user; half of these are managed policies. A
    user is in one to ten groups. Roles trust one another in chains, whose first trusts a service or an account. Each
    tenth group has a policy of AWS too, whose document is not in the pages.

    Args:
        users: how many.
        groups: how many; at least one.
        roles: how many.
        seed: of everything that is drawn.
    """
    account = _Account(random.Random(seed))
    group_items = [account.group(number) for number in range(groups)]
    role_items = [account.role(number) for number in range(roles)]
    user_items = [account.user(number, groups) for number in range(users)]
    items = zip(_LISTS, (user_items, group_items, role_items, account.policies), strict=True)
    return list(_pages([(kind, item) for kind, listed in items for item in listed]))


def distinct_statements(pages: list[Json]) -> int:
    """Return how many different statements the documents have, those of trust policies included, whatever the Sid."""
    return len({json.dumps({**statement, "Sid": ""}, sort_keys=True) for statement in statements(pages)})


def statements(pages: list[Json]) -> Iterator[Json]:
    """Yield each statement of each document of an estate."""
    for page in pages:
        for kind in ("User", "Group", "Role"):
            for item in page[f"{kind}DetailList"]:
                documents = [policy["PolicyDocument"] for policy in item[f"{kind}PolicyList"]]
                trust = [item["AssumeRolePolicyDocument"]] if kind == "Role" else []
                yield from (statement for document in documents + trust for statement in document["Statement"])
        for policy in page["Policies"]:
            yield from policy["PolicyVersionList"][0]["Document"]["Statement"]


class _Account:
    """Draws what an account has, one after the other.

    Attributes:
        policies: the managed policies of what was drawn up to now.
    """

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._statements = Statements(draw)
        self._bounded = deck(draw, BOUNDARIES)
        self._managed = cycle([True, False])
        self._trusted = _chains(draw)
        names = [f"boundary-{number:02}" for number in range(BOUNDARY_POLICIES)]
        self._boundaries = [_policy(name, self._statements.boundary(name, self._size())) for name in names]
        self.policies = list(self._boundaries)

    def group(self, number: int) -> Json:
        """Return a group."""
        group = self._identity("Group", f"group-{number:04}")
        name = _AWS_MANAGED[number // 10 % len(_AWS_MANAGED)]
        aws = {"PolicyName": name.rpartition("/")[2], "PolicyArn": f"arn:aws:iam::aws:policy/{name}"}
        group["AttachedManagedPolicies"] += [] if number % 10 else [aws]
        return group

    def role(self, number: int) -> Json:
        """Return a role, the next in its chain."""
        name = f"role-{number:04}"
        denied = {"AWS": _arn("role", f"role-{number + 1:04}")}
        trust = self._statements.trust(name, next(self._trusted), denied)
        role = {**self._identity("Role", name), "AssumeRolePolicyDocument": trust, "InstanceProfileList": []}
        return role | self._boundary()

    def user(self, number: int, groups: int) -> Json:
        """Return a user who is in some of the first so many groups."""
        member = self._draw.sample(range(groups), min(groups, self._draw.randint(*GROUPS_PER_USER)))
        user = self._identity("User", f"user-{number:04}", owns=number % 10 == 0)
        return {**user, "GroupList": [f"group-{group:04}" for group in sorted(member)], **self._boundary()}

    def _identity(self, kind: str, name: str, owns: bool = True) -> Json:
        """Return what a user, a group and a role have in common."""
        inline, attached = [], []
        if owns:
            document = self._statements.identity(name, self._size())
            if next(self._managed):
                self.policies.append(_policy(f"{name}-access", document))
                attached = [{"PolicyName": f"{name}-access", "PolicyArn": _arn("policy", f"{name}-access")}]
            else:
                inline = [{"PolicyName": "access", "PolicyDocument": document}]
        return {
            "Path": "/",
            f"{kind}Name": name,
            f"{kind}Id": _id(kind, name),
            "Arn": _arn(kind.lower(), name),
            "CreateDate": _DATE,
            f"{kind}PolicyList": inline,
            "AttachedManagedPolicies": attached,
        }

    def _boundary(self) -> Json:
        if not next(self._bounded):
            return {}
        arn = self._draw.choice(self._boundaries)["Arn"]
        return {"PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn}}

    def _size(self) -> int:
        return self._draw.randint(*STATEMENTS_PER_DOCUMENT)


def _chains(draw: random.Random) -> Iterator[Json]:
    """Yield for ever whom the next role trusts: the head of a chain, or the role before."""
    number = 0
    while True:
        yield draw.choice(_HEADS)
        following = draw.randint(*ROLES_PER_CHAIN) - 1
        yield from ({"AWS": _arn("role", f"role-{number + link:04}")} for link in range(following))
        number += following + 1


def _policy(name: str, document: Json) -> Json:
    version = {"Document": document, "VersionId": "v1", "IsDefaultVersion": True, "CreateDate": _DATE}
    return {
        "PolicyName": name,
        "PolicyId": _id("Policy", name),
        "Arn": _arn("policy", name),
        "Path": "/",
        "DefaultVersionId": "v1",
        "IsAttachable": True,
        "CreateDate": _DATE,
        "UpdateDate": _DATE,
        "PolicyVersionList": [version],
    }


def _arn(kind: str, name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:{kind}/{name}"


def _id(kind: str, name: str) -> str:
    return f"{_ID_PREFIXES[kind]}{name.upper().replace('-', ''):0>17}"


def _pages(items: list[tuple[str, Json]]) -> Iterator[Json]:
    for start in range(0, max(len(items), 1), _ITEMS_PER_PAGE):
        page: Json = {kind: [] for kind in _LISTS}
        for kind, item in items[start : start + _ITEMS_PER_PAGE]:
            page[kind].append(item)
        more = start + _ITEMS_PER_PAGE < len(items)
        yield {**page, "IsTruncated": more, **({"Marker": f"after-{start + _ITEMS_PER_PAGE}"} if more else {})}
