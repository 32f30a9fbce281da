"""Whom policies of roles and of resources let in, and what acts by roles."""

from __future__ import annotations

from collections.abc import Mapping

from iam_stacks.account.model import Declared, Role
from iam_stacks.account.place import Place
from iam_stacks.evidence.records import Records, called
from iam_stacks.evidence.rule_proofs import is_read
from iam_stacks.evidence.shown import Claim, Shown, all_of, any_of, claimed
from iam_stacks.policy.aws_managed import AWS_MANAGED
from iam_stacks.policy.kind import RESOURCE, TRUST

SUPPORT = f"{AWS_MANAGED}AWSSupportAccess"
OPEN = ("resource-open-principal", "trust-open-principal", "trust-open-principal-conditioned")
_PROFILE = "IamInstanceProfile"


def support_role(records: Records) -> Shown:
    """Return whether a role is there for cases with AWS Support."""
    roles = [each for each in records.account.roles if any(arn.endswith(SUPPORT) for arn in each.attached)]
    return any_of(records.shown(role, _trusts(role)) for role in roles)


def _trusts(role: Role) -> Claim:
    statements = role.trust.document.statements if role.trust else ()
    trusts = any(statement.effect == "Allow" for statement in statements)
    return trusts if role.trust else None, "trusts nobody"


def nobody_is_open_to_all(records: Records) -> Shown:
    """Return whether no trust policy or policy of a resource lets in everybody."""
    policies = (claimed(records.at(each.place), is_read(each)) for each in records.policies(TRUST, RESOURCE))
    permissions = (Place(each.template or "", each.logical_id or "") for each in records.account.resource_policies)
    return all_of([*policies, Shown(by=tuple(map(records.at, permissions)), against=records.found(*OPEN))])


def instances_have_roles(records: Records) -> Shown:
    """Return whether instances have an instance profile, and what launches them."""
    return all_of(
        claimed(called(each), [(has_profile(each), "has no instance profile")])
        for type, has_profile in _LAUNCHED.items()
        for each in records.declared(type)
    )


def _of_instance(instance: Declared) -> bool | None:
    given = instance.properties
    return _PROFILE in given or (None if "LaunchTemplate" in given else False)


def _of_template(template: Declared) -> bool | None:
    """Tell whether a launch template has a profile: whoever launches an instance by it may name one."""
    data = template.properties.get("LaunchTemplateData")
    return (isinstance(data, Mapping) and _PROFILE in data) or None


def _of_configuration(configuration: Declared) -> bool:
    return _PROFILE in configuration.properties


_LAUNCHED = {
    "AWS::EC2::Instance": _of_instance,
    "AWS::EC2::LaunchTemplate": _of_template,
    "AWS::AutoScaling::LaunchConfiguration": _of_configuration,
}
