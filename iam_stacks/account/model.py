"""An account as immutable data: who is in it, which policies each has, and which guard its resources.

An ARN whose name CloudFormation will choose holds a symbol (`iam_stacks.policy.symbol`) in the name's place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iam_stacks.account.place import Place
from iam_stacks.policy.document import Document
from iam_stacks.policy.kind import Kind


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
        attached: the ARNs of its managed policies, of those too that are not in what was read.
    """

    policies: tuple[Policy, ...] = ()
    attached: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class User(Thing):
    """A user.

    Attributes:
        policies: its own, inline and managed.
        attached: the ARNs of its managed policies, of those too that are not in what was read.
        groups: the groups that it is in.
        group_names: the names of its groups, of those too that are not in what was read.
        boundary: its permissions boundary; None if it has none.
        tags: each tag's key and value.
    """

    policies: tuple[Policy, ...] = ()
    attached: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    group_names: tuple[str, ...] = ()
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
        attached: the ARNs of its managed policies, of those too that are not in what was read.
        boundary: its permissions boundary; None if it has none.
        tags: each tag's key and value.
    """

    trust: Policy | None
    policies: tuple[Policy, ...] = ()
    attached: tuple[str, ...] = ()
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
class Workload(Thing):
    """A resource that runs with roles: whoever decides what it runs acts as they do.

    Attributes:
        type: CloudFormation's type of the resource.
        roles: the ARNs of the roles that what it runs can act as; of those too that are not in what was read.
    """

    type: str
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Written:
    """A policy document as it is written in a template or an export, whether or not IAM would take it.

    Attributes:
        name: what reasons call the policy, as in `Policy`.
        layer: `identity` or `resource`, which a role's trust policy is too.
        place: where the document is written.
        source: the document, resolved; perhaps no document at all.
        policy: the policy; None if it is malformed.
        fault: what IAM would refuse; empty if nothing is known to be wrong.
        fault_at: the place of the fault in the document, such as `Statement[0].Effect`; perhaps empty.
        kind: what kind of policy it is, such as `scp`, if it stands alone in a file; None if its place says it.
    """

    name: str
    layer: str
    place: Place
    source: Any
    policy: Policy | None = None
    fault: str = ""
    fault_at: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Declared:
    """A resource as a template declares it.

    Attributes:
        type: such as `AWS::IAM::AccessKey`.
        place: where its properties are.
        stack: the name of its stack.
        region: where the stack is deployed; perhaps the symbol of AWS::Region.
        arn: its ARN, perhaps with symbols; None if the ARNs of its type are not known.
        properties: its properties, resolved, without policy documents.
        raw: its properties, as the template has them.
        template: the whole template.
        certain: whether it is known that it will be; else its condition cannot be decided.
    """

    type: str
    place: Place
    stack: str
    region: str
    arn: str | None
    properties: Mapping[str, Any]
    raw: Mapping[str, Any]
    template: Mapping[str, Any]
    certain: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Output:
    """An output of a stack.

    Attributes:
        place: where its value is.
        value: the value, resolved.
        raw: the value, as the template has it.
        template: the whole template.
    """

    place: Place
    value: Any
    raw: Any
    template: Mapping[str, Any]
