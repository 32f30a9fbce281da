from collections import Counter
from itertools import pairwise
from string import ascii_letters, digits
from typing import Any

import pytest
from aws_cdk import App, CfnParameter, Duration, Stack
from aws_cdk import aws_kms as kms
from aws_cdk.assertions import Template
from hypothesis import example, given
from hypothesis import strategies as st

from iam_stacks import Acknowledgement, IamChecks, PolicyError, attach_packs
from iam_stacks.constructs.iam_trail import IamTrail
from iam_stacks.constructs.monitoring_key import MonitoringKey
from iam_stacks.policy import limits
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import ACCOUNT, arn, only, resources

REGION = {"Ref": "AWS::Region"}
ORGANIZATION = "o-a1b2c3d4e5"


def _trail_arn(name: str) -> dict[str, Any]:
    return arn(":cloudtrail:", REGION, ":", ACCOUNT, f":trail/{name}")


def _files(stack: Stack, trail: IamTrail) -> dict[str, Any]:
    """Return the properties of the bucket of files."""
    return _properties(stack, trail.bucket)


def _properties(stack: Stack, construct: Any) -> dict[str, Any]:
    template = Template.from_stack(stack).to_json()["Resources"]
    properties: dict[str, Any] = template[stack.get_logical_id(construct.node.default_child)]["Properties"]
    return properties


def _statements(stack: Stack, bucket: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the statements of a bucket's policy, by their principal and action."""
    return {
        (str(each["Principal"].get("Service", "*")), each["Action"]): each
        for each in _properties(stack, bucket.policy)["PolicyDocument"]["Statement"]
    }


def test_it_logs_all_management_events_of_all_regions(stack: Stack) -> None:
    trail = IamTrail(stack, "Trail", trail_name="Audit")
    template = Template.from_stack(stack)
    (key,) = template.find_resources("AWS::KMS::Key")
    assert only(stack, "AWS::CloudTrail::Trail") == {
        "TrailName": "Audit",
        "IsLogging": True,
        "IsMultiRegionTrail": True,
        "IsOrganizationTrail": False,
        "IncludeGlobalServiceEvents": True,
        "EventSelectors": [{"IncludeManagementEvents": True, "ReadWriteType": "All"}],
        "EnableLogFileValidation": True,
        "S3BucketName": stack.resolve(trail.bucket.bucket_name),
        "KMSKeyId": {"Fn::GetAtt": [key, "Arn"]},
        "CloudWatchLogsLogGroupArn": stack.resolve(trail.log_group.log_group_arn),
        "CloudWatchLogsRoleArn": stack.resolve(trail._role.role_arn),
    }


def test_its_name_is_known_before_it_is_there_and_is_its_own(stack: Stack) -> None:
    for id in ("First", "Second"):
        IamTrail(stack, id)
    names = {each["TrailName"] for each in resources(stack, "AWS::CloudTrail::Trail")}
    assert len(names) == 2
    assert all(isinstance(name, str) for name in names)


def test_what_it_writes_outlives_its_stack(stack: Stack) -> None:
    IamTrail(stack, "Trail")
    template = Template.from_stack(stack).to_json()["Resources"].values()
    kept = Counter(each["Type"] for each in template if each.get("DeletionPolicy") == "Retain")
    assert kept == {
        "AWS::S3::Bucket": 2,
        "AWS::S3::BucketPolicy": 2,
        "AWS::Logs::LogGroup": 1,
        "AWS::KMS::Key": 1,
    }
    assert all(each.get("UpdateReplacePolicy") == each.get("DeletionPolicy") for each in template)


def test_buckets_are_private_versioned_and_without_acls(stack: Stack) -> None:
    IamTrail(stack, "Trail")
    for bucket in resources(stack, "AWS::S3::Bucket"):
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert len(bucket["PublicAccessBlockConfiguration"]) == 4
        assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        assert "AccessControl" not in bucket
    for policy in resources(stack, "AWS::S3::BucketPolicy"):
        (deny,) = [each for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Deny"]
        assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_this_trail_alone_writes_files_and_those_of_its_account_alone(stack: Stack) -> None:
    trail = IamTrail(stack, "Trail", trail_name="Audit")
    statements = _statements(stack, trail.bucket)
    bucket = stack.resolve(trail.bucket.bucket_arn)
    # CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail"
    read = statements.pop(("cloudtrail.amazonaws.com", "s3:GetBucketAcl"))
    assert read["Resource"] == bucket
    assert read["Condition"] == {"StringEquals": {"aws:SourceArn": _trail_arn("Audit")}}
    write = statements.pop(("cloudtrail.amazonaws.com", "s3:PutObject"))
    assert write["Resource"] == {"Fn::Join": ["", [bucket, "/AWSLogs/", ACCOUNT, "/*"]]}
    assert write["Condition"] == {
        "StringEquals": {"aws:SourceArn": _trail_arn("Audit"), "s3:x-amz-acl": "bucket-owner-full-control"}
    }
    assert {each["Effect"] for each in statements.values()} == {"Deny"}


def test_files_and_events_are_encrypted_with_a_key_that_cloudtrail_uses_for_this_trail(stack: Stack) -> None:
    trail = IamTrail(stack, "Trail", trail_name="Audit")
    key = stack.resolve(MonitoringKey.of(stack).key_arn)
    (rule,) = _files(stack, trail)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule == {"ServerSideEncryptionByDefault": {"KMSMasterKeyID": key, "SSEAlgorithm": "aws:kms"}}
    assert only(stack, "AWS::Logs::LogGroup")["KmsKeyId"] == key
    of_trail = [
        each
        for each in only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
        if each["Principal"] == {"Service": "cloudtrail.amazonaws.com"}
    ]
    assert len(of_trail) == 2
    assert all(each["Condition"]["StringEquals"] == {"aws:SourceArn": _trail_arn("Audit")} for each in of_trail)


def test_who_reads_the_files_is_logged_to_another_bucket_by_s3_alone(stack: Stack) -> None:
    trail = IamTrail(stack, "Trail")
    assert _files(stack, trail)["LoggingConfiguration"] == {
        "DestinationBucketName": stack.resolve(trail.access_logs.bucket_name)
    }
    statement = _statements(stack, trail.access_logs)[("logging.s3.amazonaws.com", "s3:PutObject")]
    assert statement["Condition"] == {
        "ArnLike": {"aws:SourceArn": stack.resolve(trail.bucket.bucket_arn)},
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
    }
    # Amazon S3 User Guide, "Enabling Amazon S3 server access logging": no key of KMS, no object lock.
    logs = _properties(stack, trail.access_logs)
    (rule,) = logs["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule == {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    assert "ObjectLockConfiguration" not in logs


def test_access_logs_are_delivered_without_an_acl_whatever_flags_the_app_has_set() -> None:
    stack = Stack(App(context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": False}), "Old")
    trail = IamTrail(stack, "Trail")
    assert "AccessControl" not in _properties(stack, trail.access_logs)
    assert ("logging.s3.amazonaws.com", "s3:PutObject") in _statements(stack, trail.access_logs)


def test_cloudtrail_writes_to_its_streams_of_this_log_group_alone(stack: Stack) -> None:
    trail = IamTrail(stack, "Trail")
    group = stack.resolve(trail.log_group.log_group_name)
    streams = [ACCOUNT, "_CloudTrail_", REGION, "*"]
    (statement,) = only(stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]
    # CloudTrail User Guide, "Role policy document for CloudTrail to use CloudWatch Logs for monitoring"
    assert set(statement["Action"]) == {"logs:CreateLogStream", "logs:PutLogEvents"}
    assert statement["Resource"] == arn(
        ":logs:", REGION, ":", ACCOUNT, ":log-group:", group, ":log-stream:", *streams
    )  # fmt: skip
    assert only(stack, "AWS::IAM::Role")["AssumeRolePolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ]


def test_the_policies_are_there_before_the_trail(stack: Stack) -> None:
    trail = IamTrail(stack, "Trail")
    template = Template.from_stack(stack)
    (resource,) = template.find_resources("AWS::CloudTrail::Trail").values()
    (rights,) = template.find_resources("AWS::IAM::ManagedPolicy")
    assert trail.bucket.policy is not None
    policy = trail.bucket.policy.node.default_child
    assert {rights, stack.get_logical_id(policy)} <= set(resource["DependsOn"])  # type: ignore[arg-type]


def test_the_trail_of_an_organization_has_the_events_of_all_its_accounts(stack: Stack) -> None:
    trail = IamTrail(stack, "Trail", trail_name="Audit", organization_id=ORGANIZATION)
    assert only(stack, "AWS::CloudTrail::Trail")["IsOrganizationTrail"] is True
    bucket = stack.resolve(trail.bucket.bucket_arn)
    # CloudTrail User Guide, "Creating a trail for an organization with the AWS CLI"
    write = _statements(stack, trail.bucket)[("cloudtrail.amazonaws.com", "s3:PutObject")]
    assert write["Resource"] == [
        {"Fn::Join": ["", [bucket, "/AWSLogs/", ACCOUNT, "/*"]]},
        {"Fn::Join": ["", [bucket, f"/AWSLogs/{ORGANIZATION}/*"]]},
    ]
    (statement,) = only(stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]
    of_account, of_organization = statement["Resource"]
    assert of_account["Fn::Join"][1][-2:] == [REGION, "*"]
    assert of_organization["Fn::Join"][1][-1] == f":log-stream:{ORGANIZATION}_*"


def test_files_stay_for_ever_and_logs_for_a_year(stack: Stack) -> None:
    trail = IamTrail(stack, "Trail")
    unfinished = {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}, "Status": "Enabled"}
    assert _files(stack, trail)["LifecycleConfiguration"] == {"Rules": [unfinished]}
    assert only(stack, "AWS::Logs::LogGroup")["RetentionInDays"] == 365
    (rule,) = _properties(stack, trail.access_logs)["LifecycleConfiguration"]["Rules"]
    assert (rule["ExpirationInDays"], rule["NoncurrentVersionExpiration"]) == (365, {"NoncurrentDays": 1})


def test_how_long_all_of_it_stays_can_be_chosen(stack: Stack) -> None:
    trail = IamTrail(
        stack,
        "Trail",
        log_retention=Duration.days(731),
        file_retention=Duration.days(2555),
        object_lock=Duration.days(400),
    )
    files = _files(stack, trail)
    (rule,) = files["LifecycleConfiguration"]["Rules"]
    assert (rule["ExpirationInDays"], rule["NoncurrentVersionExpiration"]) == (2555, {"NoncurrentDays": 1})
    assert files["ObjectLockEnabled"] is True
    assert files["ObjectLockConfiguration"]["Rule"] == {"DefaultRetention": {"Days": 400, "Mode": "COMPLIANCE"}}
    assert only(stack, "AWS::Logs::LogGroup")["RetentionInDays"] == 731
    (rule,) = _properties(stack, trail.access_logs)["LifecycleConfiguration"]["Rules"]
    assert rule["ExpirationInDays"] == 731


def test_another_key_can_be_given_whose_policy_is_not_touched(stack: Stack) -> None:
    mine = kms.Key(stack, "Mine", enable_key_rotation=True)
    trail = IamTrail(stack, "Trail", encryption_key=mine)
    assert trail.encryption_key is mine
    key = stack.resolve(mine.key_arn)
    (statement,) = only(stack, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
    assert statement["Action"] == "kms:*"
    assert only(stack, "AWS::CloudTrail::Trail")["KMSKeyId"] == key
    assert only(stack, "AWS::Logs::LogGroup")["KmsKeyId"] == key


def test_the_key_behind_an_alias_is_used_since_log_groups_take_no_alias(stack: Stack) -> None:
    mine = kms.Key(stack, "Mine", enable_key_rotation=True)
    trail = IamTrail(stack, "Trail", encryption_key=kms.Alias(stack, "Alias", alias_name="alias/mine", target_key=mine))
    key = stack.resolve(mine.key_arn)
    assert only(stack, "AWS::CloudTrail::Trail")["KMSKeyId"] == only(stack, "AWS::Logs::LogGroup")["KmsKeyId"] == key
    (rule,) = _files(stack, trail)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["KMSMasterKeyID"] == key


@pytest.mark.parametrize("alias", ["alias/mine", "alias/aws/s3"])
def test_an_alias_whose_key_is_not_known_or_is_of_aws_is_refused(stack: Stack, alias: str) -> None:
    with pytest.raises(PolicyError, match=f"alias.*{alias}"):
        IamTrail(stack, "Trail", encryption_key=kms.Alias.from_alias_name(stack, "Alias", alias))
    assert IamTrail(stack, "Trail")


def test_what_is_no_key_is_refused(stack: Stack) -> None:
    arn: Any = "arn:aws:kms:eu-west-1:111122223333:key/1234"
    with pytest.raises(PolicyError, match=r"^encryption_key 'arn:.*' is not allowed; give a key"):
        IamTrail(stack, "Trail", encryption_key=arn)


def test_an_account_has_one_trail_of_a_name(app_of_ones_own: App, stack: Stack) -> None:
    IamTrail(stack, "Trail", trail_name="Audit")
    with pytest.raises(PolicyError, match="Other/Trail: an account has one trail of each name, and Foreign/Trail is "):
        IamTrail(Stack(app_of_ones_own, "Other"), "Trail", trail_name="Audit")
    assert IamTrail(stack, "Second", trail_name="Audit2")


@pytest.mark.parametrize("organization_id", [None, ORGANIZATION])
def test_it_says_exactly_which_findings_it_causes(app_of_ones_own: App, organization_id: str | None) -> None:
    trail = IamTrail(Stack(app_of_ones_own, "S"), "Trail", organization_id=organization_id)
    assert reported(app_of_ones_own, trail) == expected(trail)
    assert Counter(each.rule for each in trail.expected_findings) == {
        "S3BucketReplicationEnabled": 2,
        "S3DefaultEncryptionKMS": 1,
        "IAM5": 1 if organization_id is None else 2,
    }


def test_our_own_checks_have_nothing_to_say(app_of_ones_own: App) -> None:
    IamTrail(Stack(app_of_ones_own, "S"), "Trail", organization_id=ORGANIZATION, object_lock=Duration.days(30))
    nothing: list[Acknowledgement] = []
    attach_packs(app_of_ones_own, nothing, packs=[IamChecks()])
    app_of_ones_own.synth()


@pytest.mark.parametrize(
    "name", ["", "ab", "a" * 129, "my-_trail", "my--trail", "-trail", "trail.", "trail/a", "Spür", "192.168.5.4"]
)
def test_a_name_that_cloudtrail_would_not_accept_is_refused(stack: Stack, name: str) -> None:
    message = r"trail_name '.*' is not allowed; give 3 to 128 characters: letters, digits and single \._-, not at the"
    with pytest.raises(PolicyError, match=message):
        IamTrail(stack, "Trail", trail_name=name)


@pytest.mark.parametrize("name", ["abc", "a" * 128, "my-trail_2.b", "192.168.5.4a", "192.168.5.4.1", "1.2.3"])
def test_any_other_name_is_accepted(name: str) -> None:
    assert limits.TRAIL_NAME.accepts(name)


@given(st.text("aZ19._-/", max_size=130))
@example("1.1.1.1")
def test_the_rule_of_names_is_the_one_of_the_guide(name: str) -> None:
    """CloudTrail User Guide, "Naming requirements for CloudTrail resources, S3 buckets, and KMS keys", read plainly."""
    fields = name.split(".")
    assert limits.TRAIL_NAME.accepts(name) == (
        3 <= len(name) <= 128
        and set(name) <= {*ascii_letters, *digits, *"._-"}
        and name[0].isalnum()
        and name[-1].isalnum()
        and not any(first in "._-" and second in "._-" for first, second in pairwise(name))
        and not (len(fields) == 4 and all(field.isdigit() for field in fields))
    )


@pytest.mark.parametrize("id", ["", "a1b2c3d4e5", "o-short", "o-A1B2C3D4E5", "o-a1b2c3d4e5/r-ab12"])
def test_what_is_no_id_of_an_organization_is_refused(stack: Stack, id: str) -> None:
    with pytest.raises(PolicyError, match=r"organization_id '.*' is not allowed; give .* an id such as o-a1b2c3d4e5"):
        IamTrail(stack, "Trail", organization_id=id)


@pytest.mark.parametrize(
    ("days", "said"), [(Duration.days(366), "366"), (Duration.hours(36), "1.5"), (Duration.days(0), "0")]
)
def test_a_retention_that_cloudwatch_logs_does_not_have_is_refused(stack: Stack, days: Duration, said: str) -> None:
    message = rf"log_retention in days {said} is not allowed; give 1, 3, 5, 7, .*, 365, 400, .*, 3,288 or 3,653$"
    with pytest.raises(PolicyError, match=message):
        IamTrail(stack, "Trail", log_retention=days)


@pytest.mark.parametrize("period", ["file_retention", "object_lock"])
@pytest.mark.parametrize(
    ("days", "said"), [(Duration.hours(36), "1.5"), (Duration.days(0), "0"), (Duration.days(36501), "36501")]
)
def test_days_that_s3_does_not_keep_or_lock_a_file_for_are_refused(
    stack: Stack, period: str, days: Duration, said: str
) -> None:
    message = f"{period} in days {said} is not allowed; give a whole number from 1 to 36,500"
    with pytest.raises(PolicyError, match=message):
        IamTrail(stack, "Trail", **{period: days})  # type: ignore[arg-type]


def test_what_is_no_period_is_refused(stack: Stack) -> None:
    with pytest.raises(PolicyError, match=r"log_retention 365 is not allowed; give a period, such as Duration\.days"):
        IamTrail(stack, "Trail", log_retention=365)  # type: ignore[arg-type]


def test_what_is_known_only_at_deployment_is_not_judged(stack: Stack) -> None:
    text = CfnParameter(stack, "Text").value_as_string
    days = Duration.days(CfnParameter(stack, "Days", type="Number").value_as_number)
    IamTrail(
        stack, "Trail", trail_name=text, organization_id=text, log_retention=days, file_retention=days, object_lock=days
    )
    assert only(stack, "AWS::CloudTrail::Trail")["TrailName"] == {"Ref": "Text"}
    assert only(stack, "AWS::Logs::LogGroup")["RetentionInDays"] == {"Ref": "Days"}


def test_it_names_the_account_and_region_of_a_stack_that_has_them() -> None:
    stack = Stack(App(), "Here", env={"account": "111122223333", "region": "eu-west-1"})
    trail = IamTrail(stack, "Trail", trail_name="Audit")
    read = _statements(stack, trail.bucket)[("cloudtrail.amazonaws.com", "s3:GetBucketAcl")]
    assert read["Condition"]["StringEquals"]["aws:SourceArn"] == {
        "Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":cloudtrail:eu-west-1:111122223333:trail/Audit"]]
    }
