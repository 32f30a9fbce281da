"""The kinds of policies, for rules."""

from iam_stacks.policy.kind import BOUNDARY, IDENTITY, KINDS, RCP, RESOURCE, SCP, SESSION, TRUST, Kind

__all__ = ["BOUNDARY", "IDENTITY", "KINDS", "RCP", "RESOURCE", "SCP", "SESSION", "TRUST", "Kind"]
