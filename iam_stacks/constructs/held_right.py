"""A right of a role, in the policy that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aws_cdk import Stack
from constructs import IConstruct

from iam_stacks.constructs.expected_finding import ExpectedFinding, as_nag_writes
from iam_stacks.constructs.right import Right

_PLAIN = {"Effect", "Action", "Resource"}


@dataclass(frozen=True, kw_only=True)
class HeldRight:
    """A right, and where it is.

    Attributes:
        right: the right.
        policy: the policy that has its statement.
        resources: its resources as CDK resolves them: text, or functions of CloudFormation.
    """

    right: Right
    policy: IConstruct
    resources: list[Any]

    @classmethod
    def of(cls, right: Right, policy: IConstruct) -> HeldRight:
        """Say that a policy has the statement of a right."""
        return cls(right=right, policy=policy, resources=Stack.of(policy).resolve(list(right.resources)))

    @property
    def wildcards(self) -> Iterator[str]:
        """The resources with a wildcard, as cdk-nag writes them."""
        yield from (text for text in map(as_nag_writes, self.resources) if "*" in text)

    def has_all(self, asked: Mapping[str, Any]) -> bool:
        """Tell whether a statement allows nothing that this does not allow.

        Args:
            asked: a statement as CDK resolves it. One with a Sid, conditions or exceptions is not judged: no.
        """
        return (
            asked.keys() == _PLAIN
            and asked["Effect"] == "Allow"
            and all(action in self.right.actions for action in _list(asked["Action"]))
            and all(resource in self.resources for resource in _list(asked["Resource"]))
        )


def findings_of_wildcards(held: Iterable[HeldRight]) -> tuple[ExpectedFinding, ...]:
    """Return what the wildcards of rights cause, each once for a policy.

    Args:
        held: the rights; of those with a wildcard, `because` is the reason.
    """
    reasons: dict[tuple[IConstruct, str], dict[str, None]] = {}
    for each in held:
        for wildcard in each.wildcards:
            reasons.setdefault((each.policy, wildcard), {})[each.right.because] = None
    return tuple(
        ExpectedFinding(scope=policy, rule="IAM5", finding=f"Resource::{wildcard}", because="; ".join(because))
        for (policy, wildcard), because in reasons.items()
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
