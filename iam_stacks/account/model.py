"""An account as immutable data: who is in it, which policies each has, and which guard its resources.

An ARN whose name CloudFormation will choose holds a symbol (`iam_stacks.policy.symbol`) in the name's place.
"""

from __future__ import annotations

from dataclasses import dataclass

from iam_stacks.policy.document import Document


@dataclass(frozen=True)
class Policy:
    """A policy document, and what a reason calls it.

    Attributes:
        name: a managed policy's ARN, else `LogicalId/PolicyName`, `LogicalId/trust` or `LogicalId/PolicyDocument`; in
            a live account `user/JohnDoe/PolicyName` or `role/Name/trust`.
        document: the document.
    """

    name: str
    document: Document


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What every part of an account has.

    Attributes:
        arn: its ARN, perhaps with symbols.
        name: without the path; perhaps a symbol.
        path: such as `/` or `/staff/`.
        logical_id: in its template; None in a live account.
        template: the template's file name; None in a live account.
        stack: the name of the stack, by which `Stack.LogicalId` names the thing; None in a live account.
    """

    arn: str
    name: str
    path: str = "/"
    logical_id: str | None = None
    template: str | None = None
    stack: str | None = None


@dataclass(frozen=True, kw_only=True)
class ManagedPolicy(Thing):
    """A customer-managed policy of the account.

    Attributes:
        policy: its document, under its ARN; None if it is malformed and listed as unresolved.
    """

    policy: Policy | None


@dataclass(frozen=True, kw_only=True)
class Group(Thing):
    """A group of users.

    Attributes:
        policies: inline and managed.
    """

    policies: tuple[Policy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class User(Thing):
    """A user.

    Attributes:
        policies: its own, inline and managed.
        groups: the groups that it is in.
        boundary: its permissions boundary; None if it has none.
        tags: each tag's key and value.
    """

    policies: tuple[Policy, ...] = ()
    groups: tuple[Group, ...] = ()
    boundary: Policy | None = None
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def all_policies(self) -> tuple[Policy, ...]:
        """Its own identity-based policies and then those of its groups, each once."""
        inherited = (policy for group in self.groups for policy in group.policies)
        return tuple({id(policy): policy for policy in (*self.policies, *inherited)}.values())


@dataclass(frozen=True, kw_only=True)
class Role(Thing):
    """A role.

    Attributes:
        trust: its trust policy; None if it is malformed and listed as unresolved.
        policies: inline and managed.
        boundary: its permissions boundary; None if it has none.
        tags: each tag's key and value.
    """

    trust: Policy | None
    policies: tuple[Policy, ...] = ()
    boundary: Policy | None = None
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """None: a role is in no group."""
        return ()

    @property
    def all_policies(self) -> tuple[Policy, ...]:
        """Its identity-based policies."""
        return self.policies


@dataclass(frozen=True, kw_only=True)
class InstanceProfile(Thing):
    """An instance profile.

    Attributes:
        roles: the ARNs of the roles in it.
    """

    roles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResourcePolicy:
    """A policy that guards a resource.

    Attributes:
        resource: the ARN of the thing that is guarded.
        covers: patterns of the ARNs that requests name, such as the bucket's and `.../*`.
        kind: CloudFormation's type of the resource that holds the policy.
        policy: the policy.
        logical_id: of the resource that holds the policy.
        template: the template's file name.
    """

    resource: str
    covers: tuple[str, ...]
    kind: str
    policy: Policy
    logical_id: str | None = None
    template: str | None = None


@dataclass(frozen=True, order=True)
class Unresolved:
    """Something that a template or an export leaves open, or that is wrong there.

    Attributes:
        template: the file's name.
        logical_id: the resource.
        path: the place inside the resource, such as `Properties.PolicyDocument.Statement[0].Resource`.
        why: what is open or wrong.
    """

    template: str
    logical_id: str
    path: str
    why: str
