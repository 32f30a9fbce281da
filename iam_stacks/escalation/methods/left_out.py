"""Published ways to gain power that are no methods here, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

_HACKING = "Hacking the Cloud, AWS IAM Privilege Escalation Techniques"
_HACKTRICKS = "HackTricks Cloud, AWS -"
_RHINO = "Rhino Security Labs, AWS IAM Privilege Escalation - Methods and Mitigation"
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
        f"{_RHINO}, 2",
        "no template shows the other versions of a policy",
    ),
    _left_out(
        "iam:DeleteUserPolicy, iam:DeleteRolePolicy, iam:DetachUserPolicy, iam:DetachRolePolicy",
        _HACKING,
        "a Deny counts as it is: nobody is said to take a policy away that has one",
    ),
    _left_out(
        "iam:UpdateAccessKey",
        f"{_HACKTRICKS} IAM Privesc",
        "it takes the secret of a key that is disabled, which no template shows",
    ),
    _left_out(
        "iam:CreateVirtualMFADevice + iam:EnableMFADevice; iam:DeactivateMFADevice; iam:ResyncMFADevice",
        f"{_HACKTRICKS} IAM Privesc",
        "it is about the second factor, and gives no credentials: a path says where it depends on MFA",
    ),
    _left_out(
        "iam:CreateServiceSpecificCredential; iam:ResetServiceSpecificCredential; iam:UploadSSHPublicKey",
        f"{_HACKTRICKS} IAM Privesc",
        "these credentials are for one service, such as CodeCommit, and not for the user's permissions",
    ),
    _left_out(
        "iam:UpdateSAMLProvider",
        f"{_HACKTRICKS} IAM Privesc",
        "whom an identity provider vouches for is in no policy",
    ),
    _left_out(
        "codestar:CreateProject, with iam:PassRole or codestar:AssociateTeamMember; codestar:CreateProjectFromTemplate",
        f"{_RHINO} - Part 2; {_HACKING}",
        "AWS has no such action any more",
    ),
    _left_out(
        "cloudformation:UpdateStack",
        "pathfinding.cloud cloudformation-002; BishopFox iam-vulnerable, privesc-cloudFormationUpdateStack",
        "a template does not say with which role its stack is deployed",
    ),
    _left_out(
        "cloudformation:CreateChangeSet + cloudformation:ExecuteChangeSet",
        "pathfinding.cloud cloudformation-005",
        "a template does not say with which role its stack is deployed",
    ),
    _left_out(
        "codedeploy:CreateDeployment",
        "pathfinding.cloud codedeploy-001",
        "which instances a deployment reaches is found by their tags when it runs",
    ),
    _left_out(
        "airflow:UpdateEnvironment + airflow:CreateCliToken",
        "DataDog pathfinding-labs, mwaa-002",
        "environments of Amazon MWAA are not read out of templates",
    ),
    _left_out(
        "lambda:AddPermission; lambda:InvokeFunction",
        f"{_HACKTRICKS} Lambda Privesc",
        _STORED,
    ),
    _left_out(
        "ssm:StartAutomationExecution of a runbook that has a role; ssm:StartAssociationsOnce",
        f"{_HACKTRICKS} SSM Privesc",
        _STORED,
    ),
    _left_out(
        "ecs:UpdateService of a service without tasks; autoscaling:SetDesiredCapacity",
        f"{_HACKTRICKS} ECS Privesc; {_HACKTRICKS} EC2 Privesc",
        _STORED,
    ),
    _left_out(
        "ssm:UpdateDocument + ssm:UpdateDocumentDefaultVersion",
        f"{_HACKTRICKS} SSM Privesc",
        "where a document is run by others is not known",
    ),
    _left_out(
        "ssm:ResumeSession",
        f"{_HACKTRICKS} SSM Privesc",
        "it takes a session that somebody has left open",
    ),
    _left_out(
        "ec2-instance-connect:SendSerialConsoleSSHPublicKey",
        f"{_HACKTRICKS} EC2 Privesc",
        "it takes the password of a user of the operating system",
    ),
    _left_out(
        "ec2:GetPasswordData",
        f"{_HACKTRICKS} EC2 Privesc",
        "it takes the private key with which the instance was launched",
    ),
    _left_out(
        "ec2:ModifyInstanceMetadataOptions",
        f"{_HACKTRICKS} EC2 Privesc",
        "it takes a hole in what the instance serves",
    ),
    _left_out(
        "elasticmapreduce:OpenEditorInConsole",
        f"{_HACKTRICKS} EMR Privesc",
        "the API of these editors is gone",
    ),
    _left_out(
        "s3:PutObject, ecr:PutImage and the like, where code is read from",
        f"{_HACKTRICKS} Codebuild Privesc; {_HACKTRICKS} Lambda Privesc; {_HACKTRICKS} EMR Privesc",
        "where services read their code from is not known",
    ),
    _left_out(
        "ssm:GetParameter, ec2:DescribeLaunchTemplateVersions and the like, where credentials are stored",
        f"{_HACKTRICKS} SSM Privesc; {_HACKTRICKS} EC2 Privesc",
        "whose credentials are stored somewhere is not known",
    ),
    _left_out(
        "sso:AttachManagedPolicyToPermissionSet; sso:PutInlinePolicyToPermissionSet; sso:CreateAccountAssignment",
        "pathfinding.cloud sso-001; pathfinding.cloud sso-002; pathfinding.cloud sso-003",
        "permission sets are for the accounts of an organization and for users of IAM Identity Center, "
        "who are no users of the account",
    ),
)
"""What is left out, by kind of reason."""
