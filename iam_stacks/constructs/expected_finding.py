"""What a construct knows that cdk-nag will say of it."""

from __future__ import annotations

from dataclasses import dataclass

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
