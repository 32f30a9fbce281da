"""What a trail needs: its bucket, key, topic, log group and role.

MiniStack takes a trail whose bucket, key or role is not there, or refuses CloudTrail. On AWS CreateTrail and
UpdateTrail fail, and with them the stack:
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
Delete when a release has it.
"""

import json

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudtrail, cloudwatch_logs, iam, s3, sns

from emulator.patches.cloudtrail_trail import LOGS, topic_arn
from emulator.patches.ministack_api import Answer, Properties, json_error
from emulator.patches.service_access import may, may_use_key, on_behalf_of

SERVICE = "cloudtrail.amazonaws.com"


def apply() -> None:
    """Look for everything before a trail is made or changed."""
    create, update = cloudtrail._create_trail, cloudtrail._update_trail

    def create_checked(body: Properties) -> Answer:
        answer: Answer = _refusal(body["Name"], body) or create(body)
        return answer

    def update_checked(body: Properties) -> Answer:
        name, _, trail = cloudtrail._find_visible_trail(body["Name"])
        answer: Answer = (_refusal(name, {**trail, **body}) if trail else None) or update(body)
        return answer

    cloudtrail._create_trail = cloudtrail._DISPATCH["CreateTrail"] = create_checked
    cloudtrail._update_trail = cloudtrail._DISPATCH["UpdateTrail"] = update_checked


def _refusal(name: str, trail: Properties) -> Answer | None:
    """Return the error for the first thing that the trail needs and does not have."""
    context = on_behalf_of(cloudtrail._trail_arn(name))
    checks = (_scope_error, _bucket_error, _topic_error, _key_error, _logs_error)
    return next((error for check in checks if (error := check(trail, context))), None)


def _scope_error(trail: Properties, _context: dict[str, str]) -> Answer | None:
    if trail.get("IsMultiRegionTrail") and not trail.get("IncludeGlobalServiceEvents", True):
        message = "Multi-Region trail must include global service events."
        return json_error("InvalidParameterCombinationException", message)
    return None


def _bucket_error(trail: Properties, context: dict[str, str]) -> Answer | None:
    bucket = trail["S3BucketName"]
    if s3._bucket_owner_account(bucket) is None:
        return json_error("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!")
    policy, arn = s3._bucket_policies.get(bucket), f"arn:aws:s3:::{bucket}"
    prefix = f"{trail['S3KeyPrefix']}/" if trail.get("S3KeyPrefix") else ""
    log_file = f"{arn}/{prefix}AWSLogs/{get_account_id()}/CloudTrail/{get_region()}/2026/11/26/example.json.gz"
    write = {**context, "s3:x-amz-acl": "bucket-owner-full-control"}
    if may(SERVICE, "s3:GetBucketAcl", arn, policy, context) and may(SERVICE, "s3:PutObject", log_file, policy, write):
        return None
    message = f"Incorrect S3 bucket policy is detected for bucket: {bucket}"
    return json_error("InsufficientS3BucketPolicyException", message)


def _topic_error(trail: Properties, context: dict[str, str]) -> Answer | None:
    topic = trail.get("SnsTopicName")
    if not topic or sns.topic_policy_allows(topic_arn(topic), SERVICE, context["aws:sourcearn"], get_account_id()):
        return None
    message = f"SNS Topic does not exist or the topic policy is incorrect: {topic}"
    return json_error("InsufficientSnsTopicPolicyException", message)


def _key_error(trail: Properties, context: dict[str, str]) -> Answer | None:
    key, encrypts = trail.get("KmsKeyId", ""), {"kms:encryptioncontext:aws:cloudtrail:arn": context["aws:sourcearn"]}
    describes = may_use_key(SERVICE, key, ("kms:DescribeKey",), context)
    if describes and may_use_key(SERVICE, key, ("kms:GenerateDataKey",), {**context, **encrypts}):
        return None
    message = "Insufficient permissions to access S3 bucket or KMS key, or the key does not exist."
    return json_error("InsufficientEncryptionPolicyException", message)


def _logs_error(trail: Properties, _context: dict[str, str]) -> Answer | None:
    group, role = (trail.get(name, "") for name in LOGS)
    if not group and not role:
        return None
    name = group.removesuffix(":*").rpartition(":log-group:")[2]
    if not group.endswith(":*") or name not in cloudwatch_logs._log_groups:
        message = "CloudTrail cannot validate the specified log group ARN."
        return json_error("InvalidCloudWatchLogsLogGroupArnException", message)
    if not _can_write(role, f"{group.removesuffix('*')}log-stream:{get_account_id()}_CloudTrail_{get_region()}"):
        return json_error(
            "InvalidCloudWatchLogsRoleArnException", "Access denied. Check the permissions for your role."
        )
    return None


def _can_write(role: str, stream: str) -> bool:
    """Tell whether CloudTrail may assume the role, and the role may write to this log stream."""
    name = role.rpartition("/")[2]
    record = iam._roles.get(name)
    if not record or not _trusts(json.loads(record["AssumeRolePolicyDocument"]), role):
        return False
    policies = iam_evaluator._gather_role_policies(name, get_account_id())
    session = f"arn:aws:sts::{get_account_id()}:assumed-role/{name}/CloudTrail"
    asked = [
        iam_evaluator.EvalContext(session, "AssumedRole", get_account_id(), action, stream, get_region())
        for action in ("logs:CreateLogStream", "logs:PutLogEvents")
    ]
    return all(iam_evaluator.evaluate(one, policies).decision == "Allow" for one in asked)


def _trusts(document: Properties, role: str) -> bool:
    statements = [{**statement, "Resource": "*"} for statement in document["Statement"]]
    return may(SERVICE, "sts:AssumeRole", role, {"Statement": statements}, {})
