"""What cdk-nag's rules about identities mean, and how to mend what they find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """A rule in our words.

    Attributes:
        problem: what is wrong.
        remedy: what to do about it.
    """

    problem: str
    remedy: str


ADVICE = {
    "IAM4": Advice(
        "an AWS-managed policy allows more than is needed", "attach a policy of your own that allows what is needed"
    ),
    "IAM5": Advice("a wildcard allows more than is named", "name the actions and resources that are needed"),
    "IAMGroupHasUsers": Advice("the group has no member", "put a user into the group, or remove it"),
    "IAMNoInlinePolicy": Advice("the policy is inline", "make it a managed policy"),
    "IAMPolicyNoStatementsWithAdminAccess": Advice("the policy allows everything", "allow only what is needed"),
    "IAMPolicyNoStatementsWithFullAccess": Advice(
        "the policy allows all actions of a service", "name the actions that are needed"
    ),
    "IAMUserGroupMembership": Advice("the user is in no group", "put the user into a group"),
    "IAMUserNoPolicies": Advice("a policy is attached to a user", "attach it to a group that the user is in"),
    "SMG4": Advice("the secret does not rotate", "let it rotate"),
    "SecretsManagerRotationEnabled": Advice("the secret does not rotate", "let it rotate"),
}
"""By the rule's name without its pack's."""

UNJUDGED = Advice(
    "the rule broke down and judged nothing, so it cannot be accepted",
    "write plainly what it reads: a policy that allows with not_actions is beyond cdk-nag",
)
