"""Published ways to gain power that are no methods here, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from iam_stacks.escalation.methods.sources import HACKING_THE_CLOUD, HACKTRICKS, IAM_VULNERABLE, PATHFINDING, RHINO

_STORED = "it runs what is there already: whoever starts it decides nothing"


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A published way that is left out.

    Attributes:
        name: its actions.
        source: where it is published, as in `Method.source`.
        reason: why it is left out.
    """

    name: str
    source: str
    reason: str


def _left_out(name: str, source: str, reason: str) -> LeftOut:
    return LeftOut(name=name, source=source, reason=reason)


LEFT_OUT: tuple[LeftOut, ...] = (
    _left_out(
        "iam:SetDefaultPolicyVersion",
        f"{RHINO} 2",
        "no template shows the other versions of a policy",
    ),
    _left_out(
        "iam:DeleteUserPolicy, iam:DeleteRolePolicy, iam:DetachUserPolicy, iam:DetachRolePolicy",
        f"{HACKING_THE_CLOUD} iam:DeleteUserPolicy, iam:DeleteRolePolicy, iam:DetachUserPolicy, iam:DetachRolePolicy",
        "a Deny counts as it is: nobody is said to take a policy away that has one",
    ),
    _left_out(
        "iam:UpdateAccessKey",
        f"{HACKTRICKS} IAM",
        "it takes the secret of a key that is disabled, which no template shows",
    ),
    _left_out(
        "iam:CreateVirtualMFADevice + iam:EnableMFADevice; iam:DeactivateMFADevice; iam:ResyncMFADevice",
        f"{HACKTRICKS} IAM",
        "it is about the second factor, and gives no credentials: a path says where it depends on MFA",
    ),
    _left_out(
        "iam:CreateServiceSpecificCredential; iam:ResetServiceSpecificCredential; iam:UploadSSHPublicKey",
        f"{HACKTRICKS} IAM",
        "these credentials are for one service, such as CodeCommit, and not for the user's permissions",
    ),
    _left_out(
        "iam:UpdateSAMLProvider",
        f"{HACKTRICKS} IAM",
        "whom an identity provider vouches for is in no policy",
    ),
    _left_out(
        "codestar:CreateProjectFromTemplate; codestar:CreateProject + codestar:AssociateTeamMember",
        f"{RHINO} 23; {RHINO} 25; {HACKING_THE_CLOUD} codestar:CreateProject, codestar:AssociateTeamMember",
        "AWS has no such action any more",
    ),
    _left_out(
        "cloudformation:UpdateStack",
        f"{PATHFINDING} cloudformation-002; {IAM_VULNERABLE} privesc-cloudFormationUpdateStack",
        "a template does not say with which role its stack is deployed",
    ),
    _left_out(
        "cloudformation:CreateChangeSet + cloudformation:ExecuteChangeSet",
        f"{PATHFINDING} cloudformation-005",
        "a template does not say with which role its stack is deployed",
    ),
    _left_out(
        "codedeploy:CreateDeployment",
        f"{PATHFINDING} codedeploy-001",
        "which instances a deployment reaches is found by their tags when it runs",
    ),
    _left_out(
        "airflow:UpdateEnvironment + airflow:CreateCliToken",
        "DataDog pathfinding-labs, mwaa-002",
        "environments of Amazon MWAA are not read out of templates",
    ),
    _left_out(
        "lambda:AddPermission; lambda:InvokeFunction",
        f"{HACKTRICKS} Lambda",
        _STORED,
    ),
    _left_out(
        "ssm:StartAutomationExecution of a runbook that has a role; ssm:StartAssociationsOnce",
        f"{HACKTRICKS} SSM",
        _STORED,
    ),
    _left_out(
        "ecs:UpdateService of a service without tasks; autoscaling:SetDesiredCapacity",
        f"{HACKTRICKS} ECS; {HACKTRICKS} EC2",
        _STORED,
    ),
    _left_out(
        "ssm:UpdateDocument + ssm:UpdateDocumentDefaultVersion",
        f"{HACKTRICKS} SSM",
        "where a document is run by others is not known",
    ),
    _left_out(
        "ssm:ResumeSession",
        f"{HACKTRICKS} SSM",
        "it takes a session that somebody has left open",
    ),
    _left_out(
        "ec2-instance-connect:SendSerialConsoleSSHPublicKey",
        f"{HACKTRICKS} EC2",
        "it takes the password of a user of the operating system",
    ),
    _left_out(
        "ec2:GetPasswordData",
        f"{HACKTRICKS} EC2",
        "it takes the private key with which the instance was launched",
    ),
    _left_out(
        "ec2:ModifyInstanceMetadataOptions",
        f"{HACKTRICKS} EC2",
        "it takes a hole in what the instance serves",
    ),
    _left_out(
        "elasticmapreduce:OpenEditorInConsole",
        f"{HACKTRICKS} EMR",
        "the API of these editors is gone",
    ),
    _left_out(
        "s3:PutObject, ecr:PutImage and the like, where code is read from",
        f"{HACKTRICKS} CodeBuild; {HACKTRICKS} Lambda; {HACKTRICKS} EMR",
        "where services read their code from is not known",
    ),
    _left_out(
        "ssm:GetParameter, ec2:DescribeLaunchTemplateVersions and the like, where credentials are stored",
        f"{HACKTRICKS} SSM; {HACKTRICKS} EC2",
        "whose credentials are stored somewhere is not known",
    ),
    _left_out(
        "sso:AttachManagedPolicyToPermissionSet; sso:PutInlinePolicyToPermissionSet; sso:CreateAccountAssignment",
        f"{PATHFINDING} sso-001; {PATHFINDING} sso-002; {PATHFINDING} sso-003",
        "permission sets are for the accounts of an organization and for users of IAM Identity Center, "
        "who are no users of the account",
    ),
)
"""What is left out, by kind of reason."""
