"""Putting an account together: names and ARNs become what they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.gathered import GROUP, ROLE, USER, Gathered, Identity, Named, Runner
from iam_stacks.account.model import Group, InstanceProfile, Policy, ResourcePolicy, Role, Thing, User, Workload
from iam_stacks.account.place import Place
from iam_stacks.policy.aws_managed import AWS_MANAGED
from iam_stacks.policy.symbol import show_symbols

AwsManaged = Callable[[str], "str | Mapping[str, Any] | None"]
"""Gives the document of a policy of AWS by its name and path, such as `service-role/AWSLambdaBasicExecutionRole`."""

_Profile = tuple[dict[str, Any], list[str]]

_ADDS_UP = "AWS::Lambda::Permission"


def assemble(gathered: Gathered, aws_managed: AwsManaged, **header: Any) -> Account:
    """Return the account that was gathered.

    Args:
        gathered: everything that was read; it is used up.
        aws_managed: gives the documents of AWS's managed policies.
        header: the other attributes: the account's id, where it is from, its partition, region and files.
    """
    exported = any(each.stack is None for each in gathered.identities)
    parts = _Parts(gathered, aws_managed)
    parts.attach()
    groups = {id(each): parts.group(each) for each in parts.of(GROUP)}
    users = [parts.user(each, groups) for each in parts.of(USER)]
    roles = [parts.role(each) for each in parts.of(ROLE)]
    profiles = [InstanceProfile(**common, roles=tuple(arns)) for common, arns in gathered.instance_profiles]
    parts.report_duplicates()
    parts.report_replaced()
    return Account(
        **header,
        users=_sorted(users),
        groups=_sorted(list(groups.values())),
        roles=_sorted(roles),
        managed_policies=_sorted(gathered.managed_policies),
        instance_profiles=_sorted(profiles),
        workloads=_sorted([parts.workload(each) for each in gathered.workloads]),
        resource_policies=tuple(sorted(gathered.resource_policies, key=lambda policy: policy.resource)),
        written=tuple(gathered.written),
        declared=tuple(gathered.declared),
        outputs=tuple(gathered.outputs),
        unresolved=tuple(sorted(gathered.problems)),
        exported=exported,
    )


def _merged(identities: list[Identity]) -> list[Identity]:
    """Return identities of which an export and a template, or two exports, speak of the same one only once."""
    first: dict[str, Identity] = {}
    kept = []
    for identity in identities:
        known = first.setdefault(identity.common["arn"], identity)
        if known is identity or (known.stack and identity.stack):
            kept.append(identity)
        else:
            known.add(identity)
    return kept


def _names(named: list[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name, _ in named))


def _sorted(things: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(things, key=_arn))


def _arn(thing: Thing) -> str:
    return thing.arn


class _Parts:
    """What was gathered, by name."""

    def __init__(self, gathered: Gathered, aws_managed: AwsManaged) -> None:
        gathered.identities = _merged(gathered.identities)
        self._gathered = gathered
        self._aws_managed = aws_managed
        self._documents = gathered.documents
        self._named: dict[tuple[str, str], list[Identity]] = {}
        for identity in gathered.identities:
            self._named.setdefault((identity.kind, identity.common["name"]), []).append(identity)
        self._profiles: dict[str, list[_Profile]] = {}
        for profile in gathered.instance_profiles:
            for name in dict.fromkeys((profile[0]["arn"], profile[0]["name"])):
                self._profiles.setdefault(name, []).append(profile)

    def of(self, kind: str) -> list[Identity]:
        return [identity for identity in self._gathered.identities if identity.kind == kind]

    def attach(self) -> None:
        """Give identities what is attached to them by name."""
        for attachment in self._gathered.attachments:
            for name, place in attachment.names:
                for identity in self._nearest(attachment.kind, name, place, attachment.stack, attachment.assembly):
                    attachment.give(identity)

    def group(self, identity: Identity) -> Group:
        return Group(**identity.common, policies=self.policies(identity), attached=_names(identity.managed))

    def user(self, identity: Identity, groups: Mapping[int, Group]) -> User:
        stack = identity.stack
        found = [
            groups[id(group)]
            for name, place in identity.groups
            for group in self._nearest(GROUP, name, place, stack, identity.assembly)
        ]
        return User(
            **identity.common,
            policies=self.policies(identity),
            attached=_names(identity.managed),
            groups=tuple({id(group): group for group in found}.values()),
            group_names=_names(identity.groups),
            boundary=self._boundary(identity),
            tags=identity.tags,
        )

    def role(self, identity: Identity) -> Role:
        return Role(
            **identity.common,
            trust=identity.trust,
            policies=self.policies(identity),
            attached=_names(identity.managed),
            boundary=self._boundary(identity),
            tags=identity.tags,
        )

    def workload(self, runner: Runner) -> Workload:
        """Return what runs with roles, those in its instance profiles among them; `attach` has been called."""
        stack = runner.common["stack"]
        found = [arn for name, place in runner.profiles for arn in self._roles_in(name, place, stack)]
        roles = tuple(dict.fromkeys((*runner.roles, *found)))
        return Workload(**runner.common, type=runner.type, roles=roles)

    def policies(self, identity: Identity) -> tuple[Policy, ...]:
        """Return the identity's own policies, each once."""
        managed = (self._managed(arn, place) for arn, place in identity.managed)
        found = (policy for policy in (*identity.inline, *managed) if policy)
        return tuple({id(policy): policy for policy in found}.values())

    def report_duplicates(self) -> None:
        """Say which identities cannot exist beside each other."""
        first: dict[str, Identity] = {}
        for identity in self._gathered.identities:
            arn = identity.common["arn"]
            if first.setdefault(arn, identity) is not identity:
                other = first[arn].place
                why = f"{other.logical_id} in {other.template} has the same ARN, {show_symbols(arn)}"
                self._gathered.report(Place(identity.place.template, identity.place.logical_id), why)

    def report_replaced(self) -> None:
        """Say which resources have two policies; only the permissions of a function add up."""
        first: dict[str, ResourcePolicy] = {}
        for guard in self._gathered.resource_policies:
            other = first.setdefault(guard.resource, guard)
            if other is not guard and guard.kind != _ADDS_UP:
                why = (
                    f"{other.logical_id} in {other.template} is the policy of the same resource; one replaces the other"
                )
                self._gathered.report(Place(str(guard.template), str(guard.logical_id)), why)

    def _boundary(self, identity: Identity) -> Policy | None:
        for arn, place in identity.boundaries:
            return self._managed(arn, place)
        return None

    def _nearest(self, kind: str, name: str, place: Place, stack: str | None, assembly: str) -> list[Identity]:
        """Return the identity of a name: that of the same stack, else of the same assembly, else any."""
        named = self._named.get((kind, name), [])
        if not named:
            self._gathered.report(place, f"there is no {kind} {show_symbols(name)} in what was read")
        return sorted(named, key=lambda each: (each.stack != stack, each.assembly != assembly))[:1]

    def _roles_in(self, profile: str, place: Place, stack: str) -> list[str]:
        """Return the roles in an instance profile: that of the same stack, else any of the name."""
        named = self._profiles.get(profile, [])
        if not named:
            self._gathered.report(place, f"there is no instance profile {show_symbols(profile)} in what was read")
        nearest = sorted(named, key=lambda each: each[0].get("stack") != stack)[:1]
        return [arn for _, roles in nearest for arn in roles]

    def _managed(self, arn: str, place: Place) -> Policy | None:
        if arn not in self._documents:
            self._documents[arn] = self._of_aws(arn, place)
        found = self._documents[arn]
        if found is None:
            self._gathered.report(place, f"the policy {show_symbols(arn)} is not in what was read, or is malformed")
        return found

    def _of_aws(self, arn: str, place: Place) -> Policy | None:
        _, marker, name = arn.partition(AWS_MANAGED)
        document = self._aws_managed(name) if marker else None
        return None if document is None else self._gathered.policy(arn, document, place)
