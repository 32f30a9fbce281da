"""The metric filters of the CIS AWS Foundations Benchmark, in the order of its section Monitoring."""

from __future__ import annotations

from iam_stacks.monitoring.watched import Watched

_SECURITY_HUB = 'Security Hub User Guide, "Security Hub CSPM controls for Amazon CloudWatch", CloudWatch.{}'


def _any_of(names: str) -> str:
    """Return the condition that an event has one of the names."""
    return " || ".join(f"($.eventName={name})" for name in names.split())


def _named(names: str) -> str:
    """Return the pattern of the events that have one of the names, whatever service they are of."""
    return f"{{{_any_of(names)}}}"


def _of(service: str, names: str) -> str:
    """Return the pattern of the events of a service that have one of the names."""
    return f"{{($.eventSource={service}.amazonaws.com) && ({_any_of(names)})}}"


# Security Hub fails a control unless the pattern is the one that it prescribes, with no term more: so one that names
# no service stays so, and what it leaves out (`ModifySecurityGroupRules`, `DeleteConfigurationRecorder`) stays out.
CIS_WATCHED: tuple[Watched, ...] = (
    Watched(
        name="UnauthorizedApiCalls",
        says="a call to AWS was denied",
        pattern='{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
        source=_SECURITY_HUB.format(2),
    ),
    Watched(
        name="ConsoleSignInWithoutMfa",
        says="an IAM user signed in to the console without MFA",
        pattern='{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes")'
        ' && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
        source=_SECURITY_HUB.format(3),
    ),
    Watched(
        name="RootUserUsed",
        says="the root user was used",
        pattern='{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS'
        ' && $.eventType !="AwsServiceEvent"}',
        source=_SECURITY_HUB.format(1),
    ),
    Watched(
        name="IamPolicyChanged",
        says="a policy of IAM was made, changed, deleted, attached or detached",
        pattern=_of(
            "iam",
            "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy"
            " CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy"
            " AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy",
        ),
        source=_SECURITY_HUB.format(4),
    ),
    Watched(
        name="CloudTrailChanged",
        says="a trail was made, changed, deleted, started or stopped",
        pattern=_named("CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging"),
        source=_SECURITY_HUB.format(5),
    ),
    Watched(
        name="ConsoleSignInFailed",
        says="a sign-in to the console failed",
        pattern='{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
        source=_SECURITY_HUB.format(6),
    ),
    Watched(
        name="KeyDisabledOrDeleted",
        says="a KMS key was disabled or is to be deleted",
        pattern=_of("kms", "DisableKey ScheduleKeyDeletion"),
        source=_SECURITY_HUB.format(7),
    ),
    Watched(
        name="BucketPolicyChanged",
        says="who may use a bucket, or what becomes of its objects, was changed",
        pattern=_of(
            "s3",
            "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication"
            " DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication",
        ),
        source=_SECURITY_HUB.format(8),
    ),
    Watched(
        name="ConfigChanged",
        says="what AWS Config records or delivers was changed",
        pattern=_of(
            "config", "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder"
        ),
        source=_SECURITY_HUB.format(9),
    ),
    Watched(
        name="SecurityGroupChanged",
        says="a security group was made, deleted or given other rules",
        pattern=_named(
            "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress"
            " RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup"
        ),
        source=_SECURITY_HUB.format(10),
    ),
    Watched(
        name="NetworkAclChanged",
        says="a network ACL was made, deleted, moved or given other rules",
        pattern=_named(
            "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry"
            " ReplaceNetworkAclEntry ReplaceNetworkAclAssociation"
        ),
        source=_SECURITY_HUB.format(11),
    ),
    Watched(
        name="GatewayChanged",
        says="an internet gateway or a customer gateway was made, deleted, attached or detached",
        pattern=_named(
            "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway"
            " DeleteInternetGateway DetachInternetGateway"
        ),
        source=_SECURITY_HUB.format(12),
    ),
    Watched(
        name="RouteTableChanged",
        says="a route or a route table was made, deleted or replaced",
        pattern=_of(
            "ec2",
            "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute"
            " DisassociateRouteTable",
        ),
        source=_SECURITY_HUB.format(13),
    ),
    Watched(
        name="VpcChanged",
        says="a VPC was made, changed, deleted or peered",
        pattern=_named(
            "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection"
            " DeleteVpcPeeringConnection RejectVpcPeeringConnection AttachClassicLinkVpc DetachClassicLinkVpc"
            " DisableVpcClassicLink EnableVpcClassicLink"
        ),
        source=_SECURITY_HUB.format(14),
    ),
    Watched(
        name="OrganizationChanged",
        says="the organization, its accounts or its policies were changed",
        pattern=_of(
            "organizations",
            "AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy DeclineHandshake"
            " DeleteOrganization DeleteOrganizationalUnit DeletePolicy DetachPolicy DisablePolicyType"
            " EnablePolicyType InviteAccountToOrganization LeaveOrganization MoveAccount"
            " RemoveAccountFromOrganization UpdatePolicy UpdateOrganizationalUnit",
        ),
        source='AWS Organizations API Reference, "Actions"; no control of Security Hub looks at it',
    ),
)
"""What the benchmark wants to be noticed.

AWS source: the pages that each one names.
"""
