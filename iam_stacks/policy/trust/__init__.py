"""Trust policies: who may assume a role, one file for each kind of principal."""

from iam_stacks.policy.trust.account import AccountTrust
from iam_stacks.policy.trust.bitbucket import BitbucketTrust
from iam_stacks.policy.trust.circleci import CircleCiTrust
from iam_stacks.policy.trust.cognito import CognitoTrust
from iam_stacks.policy.trust.eks import EksTrust
from iam_stacks.policy.trust.github_actions import GitHubActionsTrust
from iam_stacks.policy.trust.gitlab import GitLabTrust
from iam_stacks.policy.trust.google import GoogleTrust
from iam_stacks.policy.trust.hcp_terraform import HcpTerraformTrust
from iam_stacks.policy.trust.organization import OrganizationTrust
from iam_stacks.policy.trust.roles_anywhere import RolesAnywhereTrust
from iam_stacks.policy.trust.saml import SamlTrust
from iam_stacks.policy.trust.workload import WorkloadTrust

__all__ = ["TrustPolicy"]


class TrustPolicy(
    WorkloadTrust,
    AccountTrust,
    OrganizationTrust,
    SamlTrust,
    GitHubActionsTrust,
    GitLabTrust,
    HcpTerraformTrust,
    BitbucketTrust,
    CircleCiTrust,
    EksTrust,
    CognitoTrust,
    GoogleTrust,
    RolesAnywhereTrust,
):
    """Who may assume a role: an immutable value, made by one builder for each kind of principal.

    Combine several with `|`: each keeps conditions of its own. `render` returns the document, `warnings` what a person
    should look at. As `assumed_by` of a role of CDK it is given as `TrustPrincipal(trust)`.

    AWS source: IAM User Guide, "IAM roles", "Create a role to delegate permissions", and the page that each builder
    names.
    """
