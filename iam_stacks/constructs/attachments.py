"""The managed policies that are attached to a principal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from aws_cdk import Stack
from aws_cdk import aws_iam as iam

from iam_stacks.policy import PolicyError, limits

Principal = iam.Group | iam.Role | iam.User

_KINDS: tuple[tuple[type[Principal], str, limits.Quota, Callable[[iam.ManagedPolicy, Any], None]], ...] = (
    (iam.Group, "group", limits.MANAGED_POLICIES_PER_GROUP, iam.ManagedPolicy.attach_to_group),
    (iam.Role, "role", limits.MANAGED_POLICIES_PER_ROLE, iam.ManagedPolicy.attach_to_role),
    (iam.User, "user", limits.MANAGED_POLICIES_PER_USER, iam.ManagedPolicy.attach_to_user),
)


class Attachments:
    """The managed policies of one principal, of ours or of CDK's own: IAM limits their number, which CDK does not.

    CDK 2 warns of more than 10 at a group, and of more than 20 at a role whose inline policy it has to split.
    """

    _of: ClassVar[WeakKeyDictionary[Principal, Attachments]] = WeakKeyDictionary()

    def __init__(self, principal: Principal) -> None:
        """Begin to count; use `Attachments.of`, which remembers."""
        kind = next((kind for kind in _KINDS if isinstance(principal, kind[0])), None)
        if kind is None:
            raise PolicyError(
                "policies are attached to an iam.Group, iam.Role or iam.User; attach each one to what is imported"
            )
        _, self._noun, self._quota, self._attach = kind
        self._principal = principal
        self._allowed = self._quota.default
        self._attached: list[iam.ManagedPolicy] = []

    @classmethod
    def of(cls, principal: Principal) -> Attachments:
        """Return those of a principal."""
        if principal not in cls._of:
            cls._of[principal] = cls(principal)
        return cls._of[principal]

    def allow(self, quota: int | None, *, named: int = 0) -> None:
        """Hold to another quota than AWS's default one, which None stands for.

        Args:
            quota: how many policies the account allows such a principal.
            named: how many the principal was made with.

        Raises:
            PolicyError: AWS does not grant such a quota, or the principal was made with more policies.
        """
        self._allowed = self._quota.given("managed_policies_quota", quota)
        # To read the ARNs takes as long as to define the principal.
        if named > self._allowed:
            self.require_room()

    def require_room(self, *further: iam.IManagedPolicy) -> None:
        """Refuse further policies that would exceed the quota.

        Raises:
            PolicyError: the message names the principal, how many it would have and the quota.
        """
        # By their ARNs: IAM counts a policy once, however often it is named.
        arns = {str(arn) for arn in self._declared()}
        arns |= {str(self._resolve(policy.managed_policy_arn)) for policy in (*self._attached, *further)}
        if len(arns) > self._allowed:
            raise PolicyError(
                f"{self._principal.node.path} would have {len(arns)} managed policies, and a {self._noun} can have "
                f"{self._allowed}; put statements together{self._remedy}"
            )

    def attach(self, *policies: iam.ManagedPolicy) -> None:
        """Attach policies.

        The policy names the principal and not the reverse: a statement may be about what itself needs the principal.

        Raises:
            PolicyError: the principal would have more than its quota.
        """
        further = [policy for policy in policies if policy not in self._attached]
        self.require_room(*further)
        for policy in further:
            self._attach(policy, self._principal)
        self._attached += further

    def _declared(self) -> list[Any]:
        """Return what the principal itself names; nothing if that is one token, whose length nobody knows."""
        resource = self._principal.node.default_child
        arns = self._resolve(getattr(resource, "managed_policy_arns", None))
        return arns if isinstance(arns, list) else []

    def _resolve(self, value: Any) -> Any:
        return Stack.of(self._principal).resolve(value)

    @property
    def _remedy(self) -> str:
        raisable = self._allowed < self._quota.maximum
        return f", or give the managed_policies_quota of the account, {self._quota.maximum} at most" if raisable else ""
