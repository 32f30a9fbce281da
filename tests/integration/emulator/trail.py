"""The resources of a trail, and of the queue that hears of what it records."""

from typing import Any

from tests.integration.emulator.smoke import allow, document

ACCOUNT = {"Ref": "AWS::AccountId"}
CLOUDTRAIL = {"Service": "cloudtrail.amazonaws.com"}
TRAIL_ARN = {"Fn::Sub": "arn:aws:cloudtrail:us-east-1:${AWS::AccountId}:trail/Audit"}


def arn(logical_id: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [logical_id, "Arn"]}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def let(service: str, *actions: str, resource: Any = "*", **more: Any) -> dict[str, Any]:
    """Return a statement that lets a service act."""
    principal = {"Service": f"{service}.amazonaws.com"}
    return {"Effect": "Allow", "Principal": principal, "Action": list(actions), "Resource": resource, **more}


def of(source: Any) -> dict[str, Any]:
    """Return the condition that a service acts for this resource."""
    return {"Condition": {"StringEquals": {"aws:SourceArn": source}}}


def key(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return a key that the account uses, and services as the statements say."""
    root = {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}
    own = {"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"}
    return resource("KMS::Key", KeyPolicy=document(own, *statements))


def trail(**properties: Any) -> dict[str, Any]:
    """Return a trail with all that it needs."""
    files = {"Fn::Sub": "${Bucket.Arn}/AWSLogs/${AWS::AccountId}/*"}
    full = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": TRAIL_ARN}}
    context = {"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": TRAIL_ARN}}
    stream = {"Fn::Sub": "${Logs.Arn}"}
    own = {
        "TrailName": "Audit",
        "S3BucketName": {"Ref": "Bucket"},
        "IsLogging": True,
        "IsMultiRegionTrail": True,
        "EnableLogFileValidation": True,
        "KMSKeyId": arn("Key"),
        "CloudWatchLogsLogGroupArn": arn("Logs"),
        "CloudWatchLogsRoleArn": arn("Writer"),
    }
    return {
        "Key": key(
            let("cloudtrail", "kms:GenerateDataKey*", Condition={**of(TRAIL_ARN)["Condition"], **context}),
            let("cloudtrail", "kms:DescribeKey", **of(TRAIL_ARN)),
        ),
        "Bucket": resource("S3::Bucket"),
        "BucketPolicy": resource(
            "S3::BucketPolicy",
            Bucket={"Ref": "Bucket"},
            PolicyDocument=document(
                let("cloudtrail", "s3:GetBucketAcl", resource=arn("Bucket"), **of(TRAIL_ARN)),
                let("cloudtrail", "s3:PutObject", resource=files, Condition=full),
            ),
        ),
        "Logs": resource("Logs::LogGroup", LogGroupName="/trail"),
        "Writer": resource(
            "IAM::Role",
            AssumeRolePolicyDocument=document({"Effect": "Allow", "Principal": CLOUDTRAIL, "Action": "sts:AssumeRole"}),
            Policies=[
                {
                    "PolicyName": "Write",
                    "PolicyDocument": allow(["logs:CreateLogStream", "logs:PutLogEvents"], stream),
                }
            ],
        ),
        "Trail": {**resource("CloudTrail::Trail", **{**own, **properties}), "DependsOn": "BucketPolicy"},
    }


def heard(*statements: dict[str, Any], policy: Any = None) -> dict[str, Any]:
    """Return an encrypted topic and an encrypted queue that is subscribed to it; the statements are of the key."""
    use = ("kms:GenerateDataKey*", "kms:Decrypt")
    published = [let(service, "sns:Publish", resource={"Ref": "Topic"}) for service in ("events", "cloudwatch")]
    return {
        "NoticesKey": key(*(statements or [let(one, *use) for one in ("events", "cloudwatch", "sns")])),
        "Topic": resource("SNS::Topic", TopicName="Notices", KmsMasterKeyId=arn("NoticesKey")),
        "TopicPolicy": resource(
            "SNS::TopicPolicy", Topics=[{"Ref": "Topic"}], PolicyDocument=policy or document(*published)
        ),
        "Queue": resource("SQS::Queue", QueueName="Notices", KmsMasterKeyId=arn("NoticesKey")),
        "QueuePolicy": resource(
            "SQS::QueuePolicy",
            Queues=[{"Ref": "Queue"}],
            PolicyDocument=document(let("sns", "sqs:SendMessage", resource=arn("Queue"), **of({"Ref": "Topic"}))),
        ),
        "Subscription": resource("SNS::Subscription", TopicArn={"Ref": "Topic"}, Protocol="sqs", Endpoint=arn("Queue")),
    }


def rule(pattern: dict[str, Any], **target: Any) -> dict[str, Any]:
    """Return a rule that tells the topic."""
    told = {"Id": "Topic", "Arn": {"Ref": "Topic"}, **target}
    return resource("Events::Rule", Name="Keys", EventPattern=pattern, Targets=[told])
