"""What a construct knows that cdk-nag and `IamChecks` will say of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from constructs import IConstruct


@dataclass(frozen=True, kw_only=True)
class ExpectedFinding:
    """A finding that a construct causes by design. Whether it is accepted is for the app to decide.

    Attributes:
        scope: the construct that it is about.
        rule: the rule without the name of its pack, such as `SMG4`; or a rule of `IamChecks`.
        finding: what stands in brackets behind the rule, such as `Resource::*`; None if the rule names nothing.
        because: why the construct cannot do without; fit to be the reason of an acknowledgement.
    """

    scope: IConstruct
    rule: str
    finding: str | None = None
    because: str


ROTATION_RULES = ("SMG4", "SecretsManagerRotationEnabled")
"""The rules by which cdk-nag asks that a secret rotates, in its AwsSolutions pack and in the others."""


def findings_of_unrotated(secret: IConstruct, because: str) -> tuple[ExpectedFinding, ...]:
    """Return what a secret without automatic rotation causes.

    Args:
        secret: the secret.
        because: why it does not rotate.
    """
    return tuple(ExpectedFinding(scope=secret, rule=rule, because=because) for rule in ROTATION_RULES)


def finding_of_aws_managed(role: IConstruct, name: str, because: str) -> ExpectedFinding:
    """Return what an AWS-managed policy causes.

    Args:
        role: what it is attached to.
        name: the policy's name and path, such as `AWSSupportAccess`.
        because: why it must be this one.
    """
    finding = f"Policy::arn:<AWS::Partition>:iam::aws:policy/{name}"
    return ExpectedFinding(scope=role, rule="IAM4", finding=finding, because=because)


def as_nag_writes(resolved: Any) -> str:
    """Write a text with references, as CDK resolves it, in the way in which cdk-nag names it in a finding.

    Args:
        resolved: text, or a function of CloudFormation.
    """
    if isinstance(resolved, str):
        return resolved.replace("${", "<").replace("}", ">")
    ((function, argument),) = resolved.items()
    write = _WRITERS.get(function, lambda _: json.dumps(resolved, separators=(",", ":"), ensure_ascii=False))
    return write(argument)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "Fn::Join": lambda argument: str(argument[0]).join(map(as_nag_writes, argument[1])),
    "Fn::Sub": as_nag_writes,
    "Fn::ImportValue": as_nag_writes,
    "Fn::GetAtt": lambda argument: f"<{'.'.join(argument)}>",
    "Ref": "<{}>".format,
}
"""The functions that cdk-nag 3 looks into; it writes any other as JSON."""
