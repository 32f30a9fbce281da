"""What a construct knows that cdk-nag will say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from constructs import IConstruct


@dataclass(frozen=True, kw_only=True)
class ExpectedFinding:
    """A finding that a construct causes by design. Whether it is accepted is for the app to decide.

    Attributes:
        scope: the construct that it is about.
        rule: the rule without the name of its pack, such as `SMG4`.
        finding: what stands in brackets behind the rule, such as `Resource::*`; None if the rule names nothing.
        because: why the construct cannot do without; fit to be the reason of an acknowledgement.
    """

    scope: IConstruct
    rule: str
    finding: str | None = None
    because: str


def as_nag_writes(resolved: Any) -> str:
    """Write a text with references, as CDK resolves it, in the way in which cdk-nag names it in a finding.

    Args:
        resolved: text, or a `Ref`, `Fn::GetAtt` or `Fn::Join` of such.
    """
    if isinstance(resolved, str):
        return resolved
    ((function, argument),) = resolved.items()
    if function == "Fn::Join":
        return str(argument[0]).join(map(as_nag_writes, argument[1]))
    return f"<{argument}>" if function == "Ref" else f"<{'.'.join(argument)}>"
