"""A user that CloudFormation can delete, whatever people gave to it."""

from __future__ import annotations

import jsii
from aws_cdk import Aws, CfnDeletionPolicy, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from constructs import Construct, IValidation

from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.handler_function import HandlerFunction
from iam_stacks.constructs.right import Right
from iam_stacks.policy import PolicyError

_OF_USER = (
    "ListMFADevices",
    "DeactivateMFADevice",
    "ListAccessKeys",
    "DeleteAccessKey",
    "ListSSHPublicKeys",
    "DeleteSSHPublicKey",
    "ListServiceSpecificCredentials",
    "DeleteServiceSpecificCredential",
    "ListSigningCertificates",
    "DeleteSigningCertificate",
    "DeleteLoginProfile",
    "ListUserPolicies",
    "DeleteUserPolicy",
    "ListAttachedUserPolicies",
    "DetachUserPolicy",
    "ListGroupsForUser",
)


class ForceDestroyUser(Construct):
    """Deletes what people made for a user outside of CloudFormation, before CloudFormation deletes the user.

    With such things AWS does not delete a user: MFA devices, access keys, SSH keys, service-specific credentials,
    signing certificates, a password, inline and attached policies, and group memberships. Nothing happens before: and
    nothing at all if this is deleted, and the user is not.

    AWS source: IAM API Reference, DeleteUser.
    """

    def __init__(self, scope: Construct, id: str, *, user: iam.User, notices: sns.ITopic | None = None) -> None:
        """Define what happens to a user's credentials.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            user: the user, of the same stack.
            notices: the topic that is told what the function failed to do. Default: the one of the stack.

        Raises:
            PolicyError: the user is not one that this stack makes. A user that the stack retains is refused at
                synthesis: its credentials would be deleted, and it would stay.
        """
        super().__init__(scope, id)
        self.node.add_validation(_Goes(user))
        resource = user.node.default_child
        if not isinstance(resource, iam.CfnUser) or Stack.of(user) is not Stack.of(self):
            raise PolicyError(f"{self.node.path}: the user is not made by this stack; give one that it deletes")
        self._handler = HandlerFunction(
            self,
            "Handler",
            entry="force_destroy_user",
            purpose="Deletes the credentials of an IAM user that is about to be deleted",
            subject=user.user_name,
            rights=_rights(user),
            environment={"STACK_ID": Aws.STACK_ID, "USER_LOGICAL_ID": resource.logical_id},
            timeout=Duration.minutes(5),
            notices=notices,
        )
        self._handler.custom_resource(
            self,
            "Credentials",
            type="ForceDestroyUser",
            properties={"UserName": user.user_name},
        )

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What the function causes: it is in no VPC, and two of its rights cannot name the user."""
        return self._handler.expected_findings


def _rights(user: iam.IUser) -> list[Right]:
    in_account = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}"
    return [
        Right(
            sid="DeleteCredentials",
            actions=tuple(f"iam:{action}" for action in _OF_USER),
            resources=(user.user_arn,),
        ),
        Right(
            sid="DeleteVirtualMfaDevices",
            actions=("iam:DeleteVirtualMFADevice",),
            resources=(f"{in_account}:mfa/*",),
            because="people name a virtual MFA device as they like; IAM deletes none that a user still has",
        ),
        Right(
            sid="LeaveGroups",
            actions=("iam:RemoveUserFromGroup",),
            resources=(f"{in_account}:group/*",),
            because="IAM asks for the group, not the user, and people may have put the user into any",
        ),
        Right(
            sid="SeeWhetherTheUserGoes",
            actions=(
                "cloudformation:DescribeStacks",
                "cloudformation:GetTemplate",
                "cloudformation:DescribeStackResource",
            ),
            resources=(Aws.STACK_ID,),
        ),
    ]


@jsii.implements(IValidation)
class _Goes:
    """Looks whether the user goes with its stack, which can be said until synthesis."""

    def __init__(self, user: iam.User) -> None:
        self._user = user

    def validate(self) -> list[str]:
        """Return what is wrong, in a sentence."""
        resource = self._user.node.default_child
        assert isinstance(resource, iam.CfnUser)
        policies = (resource.cfn_options.deletion_policy, resource.cfn_options.update_replace_policy)
        goes = all(policy in (None, CfnDeletionPolicy.DELETE) for policy in policies)
        return (
            [] if goes else [f"{self._user.node.path} is retained: its credentials would go, and the user would stay"]
        )
