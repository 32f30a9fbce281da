"""Trust in runs of HCP Terraform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.trust.issuers import HCP_TERRAFORM as VENDOR
from iam_stacks.policy.trust.issuers import require_vendor
from iam_stacks.policy.trust.web_identity import WebIdentityTrust

if TYPE_CHECKING:
    from typing_extensions import Self

HCP_TERRAFORM = "https://app.terraform.io"


class HcpTerraformTrust(WebIdentityTrust):
    """Builders for roles that runs of HCP Terraform assume."""

    @classmethod
    def hcp_terraform(
        cls,
        *,
        organization: str,
        project: str,
        workspace: str = "*",
        run_phase: str = "*",
        audience: str = "aws.workload.identity",
        issuer: str = HCP_TERRAFORM,
    ) -> Self:
        """Trust the runs of a workspace.

        AWS source: IAM User Guide, "Create a role for OpenID Connect federation (console)". HashiCorp's: HashiCorp
        Developer, "Dynamic credentials with the AWS provider".

        Args:
            organization: its name, exactly.
            project: its name, exactly; a project that nobody made is called `Default Project`.
            workspace: its name; it may have wildcards. Default: any of the project, which is a warning.
            run_phase: `plan`, `apply` or `*`. Default: any, which is a warning: give each phase a role of its own.
            audience: the token's `aud`. Default: what HCP Terraform sends unless told otherwise.
            issuer: the provider's URL. Default: that of HCP Terraform.

        Raises:
            PolicyError: a name is none or is a pattern where it must not be, or the phase is none.
        """
        require_vendor(issuer, VENDOR)
        limits.TERRAFORM_NAME.require("organization", organization)
        limits.TERRAFORM_NAME.require("project", project)
        limits.TERRAFORM_PATTERN.require("workspace", workspace)
        limits.RUN_PHASE.require("run_phase", run_phase)
        subject = f"organization:{organization}:project:{project}:workspace:{workspace}:run_phase:{run_phase}"
        return cls.web_identity(issuer, audience=audience, subject=subject)
