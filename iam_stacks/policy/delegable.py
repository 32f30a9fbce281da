"""What can be delegated, and what would lead out of it."""

from __future__ import annotations

from collections.abc import Sequence

from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.limits import ACTION, TextRule

DELEGATED_PATH = TextRule(
    pattern=r"/(?!aws-|service-role/)([A-Za-z0-9.,+@=_-]+/)+",
    minimum=3,
    maximum=512,
    wording="words of letters, digits and .,+@=_- between slashes, not a path of AWS such as /aws-service-role/",
)
"""A path that users, roles and policies can have. IAM API Reference, CreatePolicy, Path."""

DEFAULT_DELEGATED_PATH = "/delegated/"
"""What is delegated if no other path is given."""

_OWN_ROLE = "it acts with a role of its own, whoever asks"
_OTHER_IDENTITIES = "it reaches identities that this boundary does not limit"
REFUSED_SERVICES = {
    "*": "it is every action",
    "iam": "the boundary itself says what may be done there",
    "sts": "the boundary itself says what may be done there",
    "account": _OTHER_IDENTITIES,
    "account-access": _OTHER_IDENTITIES,
    "cloud9": _OTHER_IDENTITIES,
    "codecatalyst": _OTHER_IDENTITIES,
    "cognito-identity": _OTHER_IDENTITIES,
    "controltower": _OTHER_IDENTITIES,
    "ds": _OTHER_IDENTITIES,
    "ds-data": _OTHER_IDENTITIES,
    "identity-sync": _OTHER_IDENTITIES,
    "identitystore": _OTHER_IDENTITIES,
    "identitystore-auth": _OTHER_IDENTITIES,
    "iq-permission": _OTHER_IDENTITIES,
    "organizations": _OTHER_IDENTITIES,
    "rolesanywhere": _OTHER_IDENTITIES,
    "signin": _OTHER_IDENTITIES,
    "sso": _OTHER_IDENTITIES,
    "sso-directory": _OTHER_IDENTITIES,
    "sso-oauth": _OTHER_IDENTITIES,
    "amplify": _OWN_ROLE,
    "cloudformation": _OWN_ROLE,
    "datazone": _OWN_ROLE,
    "elasticbeanstalk": _OWN_ROLE,
    "proton": _OWN_ROLE,
    "servicecatalog": _OWN_ROLE,
    "ssm-quicksetup": _OWN_ROLE,
}
"""The services none of whose actions can be allowed, each with the reason.

It cannot be complete: AWS adds services and actions, and many a service acts with a role that somebody gave to one of
its resources. Only services stand here that are documented to act with a role that manages IAM or whatever a template
names, or to give sessions or rights to others than the holders.

Sources: AWS CloudFormation User Guide, "AWS CloudFormation service role": a stack keeps its role. AWS Amplify Hosting
User Guide, "AWS managed policies for AWS Amplify": its service role counts as an administrator. AWS Managed Policy
Reference, AmazonDataZoneRedshiftGlueProvisioningPolicy and AWSQuickSetupDeploymentRolePolicy: both create roles. AWS
Elastic Beanstalk API Reference, AssociateEnvironmentOperationsRole. AWS Proton User Guide, "AWS Proton IAM service role
policy examples". AWS Cloud9 User Guide, "Change the access role of an environment member": a member acts for the owner.
AWS Directory Service Administration Guide, "Assigning users or groups to an existing IAM role". Service Authorization
Reference, for others: account-access:CreateEntitlement, codecatalyst:AssociateIamRoleToConnection,
cognito-identity:SetIdentityPoolRoles, iq-permission:AssumePermissionRole.
"""


def require_delegable(actions: Sequence[str]) -> None:
    """Refuse actions with which the holders of a boundary could reach beyond it, as far as they are known.

    What passes is not safe for that: an action of another service may reach what a role of the account can do.

    Args:
        actions: patterns of actions, such as `s3:*`.

    Raises:
        PolicyError: the message names the action and says why.
    """
    if isinstance(actions, str):
        raise PolicyError(f"allowed_actions {actions!r} is not allowed; give a list of actions")
    for action in actions:
        # IAM takes no wildcard for a service, and nor does ACTION; so the service is what stands there.
        if not ACTION.accepts(action):
            raise PolicyError(f"allowed_actions {action!r} is not allowed; give {ACTION.allowed}")
        reason = REFUSED_SERVICES.get(action.partition(":")[0].lower())
        if reason:
            raise PolicyError(f"allowed_actions {action!r} is not allowed: {reason}; give actions of other services")
