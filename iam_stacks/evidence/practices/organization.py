"""The organization that the account is in: its management account decides that, and no template of a member."""

from __future__ import annotations

from iam_stacks.evidence.practice import Practice
from iam_stacks.monitoring.watched import CisNumbers


def _practice(id: str, number: int, says: str, by_hand: str) -> Practice:
    return Practice(id=id, says=says, cis=CisNumbers(v7=f"2.1.{number}"), by_hand=by_hand)


ORGANIZATION_PRACTICES: tuple[Practice, ...] = (
    _practice(
        *("organization-root-access", 1, "the organization manages the root users of its accounts in one place"),
        "enable root credentials management for IAM in the management account",
    ),
    _practice(
        *("organization-guardrails", 2, "SCPs or RCPs bound every member account"),
        "attach the guardrails to the root of the organization or to each OU; `iam-stacks check --type scp` reads them",
    ),
    _practice(
        *("organization-management-account", 3, "nothing runs in the management account but what governs the others"),
        "move workloads to member accounts",
    ),
    _practice(
        *("organization-units", 4, "OUs group accounts by environment and by how sensitive they are"),
        "arrange the OUs so that each one takes one set of guardrails",
    ),
    _practice(
        *("organization-policies-delegated", 5, "a member account manages the policies of the organization"),
        "delegate policies of Organizations to an account for governance",
    ),
    _practice(
        *("organization-services-delegated", 6, "member accounts manage the services of the organization"),
        "register a delegated administrator for each service that has trusted access",
    ),
)
"""CIS numbers: see `practices`."""
