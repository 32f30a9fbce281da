"""The metric filters of the CIS AWS Foundations Benchmark, in the order of its section Monitoring."""

from __future__ import annotations

from iam_stacks.monitoring.pattern import calls_named, calls_of
from iam_stacks.monitoring.watched import Watched

_PAGE = 'Security Hub User Guide, "Security Hub CSPM controls for Amazon CloudWatch"'


def _prescribed(number: int, *, name: str, says: str, pattern: str) -> Watched:
    """Return what a control of Security Hub looks at."""
    control = f"CloudWatch.{number}"
    return Watched(name=name, says=says, pattern=pattern, source=f"{_PAGE}, {control}", control=control)


# Security Hub fails a control unless the pattern is the one that it prescribes, with no term more: so one that names
# no service stays so, and what it leaves out (`ModifySecurityGroupRules`, `DeleteConfigurationRecorder`) stays out.
CIS_WATCHED: tuple[Watched, ...] = (
    _prescribed(
        2,
        name="UnauthorizedApiCalls",
        says="a call to AWS was denied",
        pattern='{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    ),
    _prescribed(
        3,
        name="ConsoleSignInWithoutMfa",
        says="an IAM user signed in to the console without MFA",
        pattern='{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes")'
        ' && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    ),
    _prescribed(
        1,
        name="RootUserUsed",
        says="the root user was used",
        pattern='{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS'
        ' && $.eventType !="AwsServiceEvent"}',
    ),
    _prescribed(
        4,
        name="IamPolicyChanged",
        says="a policy of IAM was made, changed, deleted, attached or detached",
        pattern=calls_of(
            "iam",
            "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy"
            " CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion AttachRolePolicy DetachRolePolicy"
            " AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy",
        ),
    ),
    _prescribed(
        5,
        name="CloudTrailChanged",
        says="a trail was made, changed, deleted, started or stopped",
        pattern=calls_named("CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging"),
    ),
    _prescribed(
        6,
        name="ConsoleSignInFailed",
        says="a sign-in to the console failed",
        pattern='{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    ),
    _prescribed(
        7,
        name="KeyDisabledOrDeleted",
        says="a KMS key was disabled or is to be deleted",
        pattern=calls_of("kms", "DisableKey ScheduleKeyDeletion"),
    ),
    _prescribed(
        8,
        name="BucketPolicyChanged",
        says="who may use a bucket, or what becomes of its objects, was changed",
        pattern=calls_of(
            "s3",
            "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication"
            " DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication",
        ),
    ),
    _prescribed(
        9,
        name="ConfigChanged",
        says="what AWS Config records or delivers was changed",
        pattern=calls_of(
            "config", "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder"
        ),
    ),
    _prescribed(
        10,
        name="SecurityGroupChanged",
        says="a security group was made, deleted or given other rules",
        pattern=calls_named(
            "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress"
            " RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup"
        ),
    ),
    _prescribed(
        11,
        name="NetworkAclChanged",
        says="a network ACL was made, deleted, moved or given other rules",
        pattern=calls_named(
            "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry"
            " ReplaceNetworkAclEntry ReplaceNetworkAclAssociation"
        ),
    ),
    _prescribed(
        12,
        name="GatewayChanged",
        says="an internet gateway or a customer gateway was made, deleted, attached or detached",
        pattern=calls_named(
            "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway"
            " DeleteInternetGateway DetachInternetGateway"
        ),
    ),
    _prescribed(
        13,
        name="RouteTableChanged",
        says="a route or a route table was made, deleted or replaced",
        pattern=calls_of(
            "ec2",
            "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute"
            " DisassociateRouteTable",
        ),
    ),
    _prescribed(
        14,
        name="VpcChanged",
        says="a VPC was made, changed, deleted or peered",
        pattern=calls_named(
            "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection"
            " DeleteVpcPeeringConnection RejectVpcPeeringConnection AttachClassicLinkVpc DetachClassicLinkVpc"
            " DisableVpcClassicLink EnableVpcClassicLink"
        ),
    ),
    Watched(
        name="OrganizationChanged",
        says="the organization, its accounts or its policies were changed",
        pattern=calls_of(
            "organizations",
            "AcceptHandshake AttachPolicy CreateAccount CreateOrganizationalUnit CreatePolicy DeclineHandshake"
            " DeleteOrganization DeleteOrganizationalUnit DeletePolicy DetachPolicy DisablePolicyType"
            " EnablePolicyType InviteAccountToOrganization LeaveOrganization MoveAccount"
            " RemoveAccountFromOrganization UpdatePolicy UpdateOrganizationalUnit",
        ),
        source='AWS Organizations API Reference, "Actions"; no control of Security Hub looks at it',
    ),
)
"""What the benchmark wants to be noticed. AWS source: the pages that each one names."""
