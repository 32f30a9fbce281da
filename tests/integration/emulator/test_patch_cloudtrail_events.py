import json

import pytest

from tests.integration.emulator.smoke import Cloud, allow, refused, trust
from tests.integration.emulator.trail import heard, rule, trail

KEYS = {
    "source": ["aws.iam"],
    "detail-type": ["AWS API Call via CloudTrail"],
    "detail": {"eventSource": ["iam.amazonaws.com"], "eventName": ["CreateAccessKey"]},
}
ALL = {"source": [{"prefix": "aws."}]}


def deploy(cloud, pattern, *, target=None, recorded_by=None, **more):
    recording = trail() if recorded_by is None else recorded_by
    resources = {**recording, **heard(), "Rule": rule(pattern, **(target or {}))}
    assert cloud.create({**resources, "John": user(), **more}) == "CREATE_COMPLETE", cloud.reasons()


def user(*actions):
    policy = {"PolicyName": "Own", "PolicyDocument": allow(list(actions or ["iam:*", "sts:*"]))}
    return {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe", "Path": "/people/", "Policies": [policy]}}


def john(cloud):
    """Return his clients; his key is not heard of, since nobody listens yet or the queue is emptied."""
    clients = cloud.key_of("JohnDoe")
    messages(cloud)
    return clients


def messages(cloud):
    queue = cloud.client("sqs")
    found = []
    while got := queue.receive_message(QueueUrl=cloud.physical_id("Queue"), MaxNumberOfMessages=10).get("Messages"):
        for one in got:
            queue.delete_message(QueueUrl=cloud.physical_id("Queue"), ReceiptHandle=one["ReceiptHandle"])
            found.append(json.loads(one["Body"])["Message"])
    return found


def details(cloud):
    return [json.loads(one)["detail"] for one in messages(cloud)]


def names(cloud):
    return [one["eventName"] for one in details(cloud)]


def test_a_new_key_is_heard_of(cloud: Cloud):
    deploy(cloud, KEYS)
    key = john(cloud)("iam").create_access_key(UserName="JohnDoe")["AccessKey"]
    (message,) = messages(cloud)
    assert key["SecretAccessKey"] not in message
    event = json.loads(message)
    assert event["source"] == "aws.iam"
    assert event["detail-type"] == "AWS API Call via CloudTrail"
    assert (event["account"], event["region"]) == (cloud.account, "us-east-1")
    detail = event["detail"]
    who = detail.pop("userIdentity")
    assert who["type"] == "IAMUser"
    assert who["arn"] == f"arn:aws:iam::{cloud.account}:user/people/JohnDoe"
    assert (who["userName"], who["accountId"]) == ("JohnDoe", cloud.account)
    assert who["principalId"].startswith("AIDA")
    assert who["accessKeyId"].startswith("AKIA")
    created = detail["responseElements"]["accessKey"].pop("createDate")
    assert created
    assert all(detail.pop(name) for name in ("eventTime", "eventID", "requestID"))
    assert detail.pop("userAgent").startswith("Boto3/")
    assert detail == {
        "eventVersion": "1.11",
        "eventSource": "iam.amazonaws.com",
        "eventName": "CreateAccessKey",
        "awsRegion": "us-east-1",
        "sourceIPAddress": "127.0.0.1",
        "requestParameters": {"userName": "JohnDoe"},
        "responseElements": {
            "accessKey": {"userName": "JohnDoe", "accessKeyId": key["AccessKeyId"], "status": "Active"}
        },
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": cloud.account,
        "eventCategory": "Management",
    }


def test_what_is_refused_is_heard_of_with_its_error(cloud: Cloud):
    deploy(cloud, {"detail": {"errorCode": [{"exists": True}]}}, John=user("iam:CreateUser"))
    iam = john(cloud)("iam")
    with refused("AccessDenied"):
        iam.attach_user_policy(UserName="JohnDoe", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    with refused("EntityAlreadyExists"):
        iam.create_user(UserName="JohnDoe")
    iam.create_user(UserName="JaneDoe")
    denied, taken = details(cloud)
    assert (denied["eventName"], denied["errorCode"]) == ("AttachUserPolicy", "AccessDenied")
    assert denied["requestParameters"] is denied["responseElements"] is None
    assert "JohnDoe" in denied["errorMessage"]
    assert taken["requestParameters"] == {"userName": "JohnDoe"}
    assert (taken["eventName"], taken["errorCode"]) == ("CreateUser", "EntityAlreadyExistsException")


def test_a_session_is_named_with_its_role(cloud: Cloud):
    root = {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}
    policy = {"PolicyName": "Own", "PolicyDocument": allow("iam:*")}
    role = {"RoleName": "Admin", "Path": "/ops/", "AssumeRolePolicyDocument": trust(root), "Policies": [policy]}
    deploy(cloud, ALL, Admin={"Type": "AWS::IAM::Role", "Properties": role})
    arn = f"arn:aws:iam::{cloud.account}:role/ops/Admin"
    clients = john(cloud)
    key = clients("sts").assume_role(RoleArn=arn, RoleSessionName="emergency")["Credentials"]
    session = cloud.client.signed_by(key["AccessKeyId"], key["SecretAccessKey"], key["SessionToken"])
    session("iam").tag_user(UserName="JohnDoe", Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    assumed, tagged = details(cloud)
    assert (assumed["eventName"], assumed["userIdentity"]["userName"]) == ("AssumeRole", "JohnDoe")
    assert assumed["requestParameters"] == {"roleArn": arn, "roleSessionName": "emergency"}
    assert assumed["responseElements"]["credentials"].keys() == {"accessKeyId", "expiration"}
    assert assumed["readOnly"] is True
    who = tagged["userIdentity"]
    assert who["type"] == "AssumedRole"
    assert who["arn"] == f"arn:aws:sts::{cloud.account}:assumed-role/Admin/emergency"
    issuer = who["sessionContext"]["sessionIssuer"]
    assert (issuer["type"], issuer["arn"], issuer["userName"]) == ("Role", arn, "Admin")
    assert issuer["principalId"] == who["principalId"].partition(":")[0]
    assert who["sessionContext"]["attributes"]["mfaAuthenticated"] == "false"
    assert tagged["requestParameters"]["tags"] == [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]


def test_the_root_user_is_root(cloud: Cloud):
    deploy(cloud, {"detail": {"userIdentity": {"type": ["Root"]}}})
    cloud.client("iam").create_user(UserName="JaneDoe")
    (event,) = details(cloud)
    assert event["userIdentity"]["arn"] == f"arn:aws:iam::{cloud.account}:root"
    assert event["responseElements"]["user"]["userName"] == "JaneDoe"


def test_a_password_is_in_no_event(cloud: Cloud):
    deploy(cloud, ALL)
    john(cloud)("iam").create_login_profile(UserName="JohnDoe", Password="A-secret-1", PasswordResetRequired=True)
    (message,) = messages(cloud)
    assert "A-secret-1" not in message
    assert json.loads(message)["detail"]["requestParameters"] == {"userName": "JohnDoe", "passwordResetRequired": True}


def test_a_new_device_is_heard_of_without_its_seed(cloud: Cloud):
    deploy(cloud, ALL)
    serial = cloud.client("iam").create_virtual_mfa_device(VirtualMFADeviceName="JohnDoe")["VirtualMFADevice"]
    (event,) = details(cloud)
    assert event["requestParameters"] == {"virtualMFADeviceName": "JohnDoe"}
    assert event["responseElements"] == {"virtualMFADevice": {"serialNumber": serial["SerialNumber"]}}


def test_reading_is_not_heard_of(cloud: Cloud):
    deploy(cloud, ALL)
    clients = john(cloud)
    clients("iam").list_users()
    clients("iam").get_user()
    clients("sts").get_caller_identity()
    assert names(cloud) == []


@pytest.mark.parametrize(
    "spoil",
    [
        {"IsLogging": False},
        {"EventSelectors": [{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": True}]},
        {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": False}]},
        {"IsMultiRegionTrail": False, "IncludeGlobalServiceEvents": False},
        {
            "AdvancedEventSelectors": [
                {
                    "FieldSelectors": [
                        {"Field": "eventCategory", "Equals": ["Data"]},
                        {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
                    ]
                }
            ]
        },
    ],
)
def test_what_no_trail_records_is_not_heard_of(cloud: Cloud, spoil):
    deploy(cloud, ALL, recorded_by=trail(**spoil))
    cloud.client("iam").create_user(UserName="JaneDoe")
    assert names(cloud) == []


def test_without_a_trail_nothing_is_heard_of(cloud: Cloud):
    deploy(cloud, ALL, recorded_by={})
    cloud.client("iam").create_user(UserName="JaneDoe")
    assert names(cloud) == []
    history = cloud.client("cloudtrail").lookup_events(
        LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "CreateUser"}]
    )
    assert len(history["Events"]) == 1


def test_advanced_selectors_select(cloud: Cloud):
    fields = [{"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "readOnly", "Equals": ["false"]}]
    deploy(cloud, ALL, recorded_by=trail(AdvancedEventSelectors=[{"FieldSelectors": fields}]))
    cloud.client("iam").create_user(UserName="JaneDoe")
    with refused("AccessDenied"):
        cloud.client("sts").assume_role(RoleArn=f"arn:aws:iam::{cloud.account}:role/None", RoleSessionName="reads")
    assert names(cloud) == ["CreateUser"]


@pytest.mark.parametrize(
    ("pattern", "heard_of"),
    [
        ({"eventName": [{"prefix": "Create"}]}, ["CreateUser"]),
        ({"eventName": [{"anything-but": "CreateUser"}]}, ["TagUser", "DeleteUser"]),
        ({"eventName": [{"anything-but": {"prefix": "Create"}}]}, ["TagUser", "DeleteUser"]),
        ({"requestParameters": {"tags": {"key": ["team"]}}}, ["TagUser"]),
        ({"requestParameters": {"tags": {"key": ["other"]}}}, []),
        ({"responseElements": {"user": {"userName": [{"exists": True}]}}}, ["CreateUser"]),
        ({"errorCode": [{"exists": False}], "eventName": ["DeleteUser"]}, ["DeleteUser"]),
        ({"$or": [{"eventName": ["TagUser"]}, {"readOnly": [True]}]}, ["TagUser"]),
    ],
)
def test_a_pattern_chooses(cloud: Cloud, pattern, heard_of):
    deploy(cloud, {"detail-type": ["AWS API Call via CloudTrail"], "detail": pattern})
    iam = cloud.client("iam")
    iam.create_user(UserName="JaneDoe")
    iam.tag_user(UserName="JaneDoe", Tags=[{"Key": "team", "Value": "a"}])
    iam.delete_user(UserName="JaneDoe")
    assert names(cloud) == heard_of


def test_an_input_transformer_writes_the_message(cloud: Cloud):
    paths = {"who": "userIdentity.arn", "what": "eventName", "whom": "requestParameters.userName"}
    paths = {name: f"$.detail.{path}" for name, path in paths.items()}
    transformer = {"InputPathsMap": paths, "InputTemplate": '"<who> called <what> for <whom>"'}
    deploy(cloud, KEYS, target={"InputTransformer": transformer})
    john(cloud)("iam").create_access_key(UserName="JohnDoe")
    arn = f"arn:aws:iam::{cloud.account}:user/people/JohnDoe"
    assert messages(cloud) == [f'"{arn} called CreateAccessKey for JohnDoe"']


def test_the_key_that_deletes_itself_is_named(cloud: Cloud):
    deploy(cloud, ALL)
    clients = john(cloud)
    (key,) = clients("iam").list_access_keys()["AccessKeyMetadata"]
    clients("iam").delete_access_key(AccessKeyId=key["AccessKeyId"])
    (event,) = details(cloud)
    assert event["userIdentity"]["accessKeyId"] == key["AccessKeyId"]
    assert event["responseElements"] is None
