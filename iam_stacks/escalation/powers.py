"""What makes an administrator, whatever the policies call it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from iam_stacks.account.account import Account
from iam_stacks.account.model import Policy
from iam_stacks.account.questions.subject import Subject
from iam_stacks.account.unforeseen import is_on_anything, unforeseen
from iam_stacks.escalation.asking import Asking
from iam_stacks.escalation.relevance import Relevance
from iam_stacks.policy.context import ContextValue
from iam_stacks.policy.decision import ALLOWED, Decision

WRITERS = (
    "iam:AttachUserPolicy",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:PutUserPolicy",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:CreatePolicyVersion",
)
"""What gives any permission to anybody: with one of them left an administrator gets back all that a Deny takes."""

_TAKERS = (
    "iam:SetDefaultPolicyVersion",
    "iam:AddUserToGroup",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:UpdateLoginProfile",
    "iam:UpdateAssumeRolePolicy",
    "iam:DeleteRolePermissionsBoundary",
)
"""What takes the permissions of somebody else, or takes off what limits one's own."""

LEADING = frozenset((*WRITERS, *_TAKERS))
"""What leads to any permission."""

_MOST = len(LEADING) // 2
_OF_ROLES = frozenset(("iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"))
"""Whoever can do these to every role gives one of them every permission, and to itself that role."""

_HOME_OF_IAM = {"aws": "us-east-1"}
"""Where the partition's one endpoint of IAM is. IAM User Guide, "AWS global condition context keys",
aws:RequestedRegion.
"""


def is_enough(reach: Set[str]) -> bool:
    """Tell whether whoever can do these actions to users, groups, roles and policies of any name is one."""
    return len(reach) >= _MOST or reach >= _OF_ROLES


def region_of_iam(account: Account) -> Mapping[str, ContextValue]:
    """Return what is known of the region of requests to IAM."""
    home = _HOME_OF_IAM.get(account.partition)
    return {"aws:RequestedRegion": home} if home else {}


def giving_anything(account: Account) -> Mapping[str, ContextValue]:
    """Return the context of giving every permission to users and roles that have no boundary."""
    return {
        "iam:PermissionsBoundary": (),
        "iam:PolicyARN": f"arn:{account.partition}:iam::aws:policy/AdministratorAccess",
        **region_of_iam(account),
    }


class Powers:
    """Tells who is an administrator."""

    def __init__(self, account: Account, asking: Asking, relevance: Relevance) -> None:
        """Prepare the questions.

        Args:
            account: the account.
            asking: asks the engine.
            relevance: knows the statements about what leads to any permission.
        """
        self._account = account
        self._asking = asking
        self._relevance = relevance
        self._context = giving_anything(account)
        self._reaches: dict[int, frozenset[str]] = {}

    def is_administrator(self, subject: Subject) -> bool:
        """Tell whether a principal is one, or may be, whatever the circumstances of its requests are."""
        return next(self._writing(subject), None) is not None

    def depends_on(self, subject: Subject) -> tuple[str, ...]:
        """Return the condition keys on which it depends whether an administrator is one: as few as possible."""
        return min((decision.depends_on for decision in self._writing(subject)), key=len, default=())

    def _writing(self, subject: Subject) -> Iterator[Decision]:
        """Yield what is decided of each way to give anybody any permission that a principal has, or may have."""
        reach = frozenset[str]().union(*map(self.reach, subject.policies))
        for action in WRITERS:
            if is_enough(reach) and action in reach:
                (resource,) = unforeseen(self._account, action)
                decision = self._asking.decide(subject, action, resource, self._context)
                if ALLOWED in decision.outcomes:
                    yield decision

    def reach(self, policy: Policy) -> frozenset[str]:
        """Return the actions that lead to any permission, and that a policy allows on whatever resource."""
        key = id(policy)
        if key not in self._reaches:
            self._reaches[key] = frozenset(
                action
                for rule in self._relevance.rules(policy)
                if rule.allows
                for action in LEADING
                if rule.about(action.lower()) and is_on_anything(rule, self._account, action)
            )
        return self._reaches[key]
