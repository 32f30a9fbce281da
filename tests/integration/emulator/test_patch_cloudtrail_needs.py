import pytest

from tests.integration.emulator.smoke import Cloud, document, refused
from tests.integration.emulator.trail import key, resource, trail


def without_bucket_policy(resources):
    resources["BucketPolicy"]["Properties"]["PolicyDocument"]["Statement"].pop()


def without_key_policy(resources):
    resources["Key"] = key()


def without_role_policy(resources):
    del resources["Writer"]["Properties"]["Policies"]


def without_trust(resources):
    statement = resources["Writer"]["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]
    statement["Principal"] = {"Service": "lambda.amazonaws.com"}


def without_bucket(resources):
    resources["Trail"]["Properties"]["S3BucketName"] = "example-is-not-there"


def with_a_log_group_by_its_stem(resources):
    group = "arn:aws:logs:us-east-1:${AWS::AccountId}:log-group:/trail"
    resources["Trail"]["Properties"]["CloudWatchLogsLogGroupArn"] = {"Fn::Sub": group}


def with_a_topic_that_refuses(resources):
    topic = resource("SNS::Topic", TopicName="Files")
    nobody = {"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": {"Ref": "Files"}}
    policy = resource("SNS::TopicPolicy", Topics=[{"Ref": "Files"}], PolicyDocument=document(nobody))
    resources["Trail"]["DependsOn"] = ["BucketPolicy", "FilesPolicy"]
    resources.update(Files=topic, FilesPolicy=policy)
    resources["Trail"]["Properties"]["SnsTopicName"] = "Files"


def without_global_events(resources):
    resources["Trail"]["Properties"]["IncludeGlobalServiceEvents"] = False


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (without_bucket_policy, "InsufficientS3BucketPolicyException"),
        (without_bucket, "S3BucketDoesNotExistException"),
        (without_key_policy, "InsufficientEncryptionPolicyException"),
        (without_role_policy, "InvalidCloudWatchLogsRoleArnException"),
        (without_trust, "InvalidCloudWatchLogsRoleArnException"),
        (with_a_log_group_by_its_stem, "InvalidCloudWatchLogsLogGroupArnException"),
        (with_a_topic_that_refuses, "InsufficientSnsTopicPolicyException"),
        (without_global_events, "InvalidParameterCombinationException"),
    ],
)
def test_a_trail_that_cannot_work_fails_the_stack(cloud: Cloud, spoil, code):
    resources = trail()
    spoil(resources)
    assert cloud.create(resources) == "ROLLBACK_COMPLETE"
    assert code in cloud.reasons()
    assert cloud.client("cloudtrail").describe_trails()["trailList"] == []


def test_a_change_is_checked_too(cloud: Cloud):
    cloud.create(trail())
    with refused("S3BucketDoesNotExistException"):
        cloud.client("cloudtrail").update_trail(Name="Audit", S3BucketName="example-is-not-there")
    assert cloud.client("cloudtrail").update_trail(Name="Audit", IsOrganizationTrail=True)["IsOrganizationTrail"]
