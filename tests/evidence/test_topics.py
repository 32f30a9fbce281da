"""Whether CloudWatch may tell a topic of an alarm: by the topic's policy, and by that of the key that encrypts it."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.evidence.alarms import alarm_for
from iam_stacks.evidence.records import Records
from tests.evidence.chain import WATCHED, chain
from tests.evidence.conftest import PERHAPS

RecordsOf = Callable[..., Records]
HERE = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
ALARMS = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:{}"
ANYBODY_OF_HERE = {"StringEquals": {"AWS:SourceOwner": {"Ref": "AWS::AccountId"}}}
PLAIN_HTTP = {"Effect": "Deny", "Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}


def allow(principal: Any = None, action: Any = "sns:Publish", **more: Any) -> dict[str, Any]:
    given = {"Service": "cloudwatch.amazonaws.com"} if principal is None else principal
    return {"Effect": "Allow", "Principal": given, "Action": action, "Resource": "*", **more}


def policy(*statements: dict[str, Any], **properties: Any) -> dict[str, Any]:
    document = {"Version": "2012-10-17", "Statement": [{"Action": "sns:Publish", **each} for each in statements]}
    given = {"Topics": [{"Ref": "Topic"}], "PolicyDocument": document, **properties}
    return {"Type": "AWS::SNS::TopicPolicy", "Properties": given}


def inline(*statements: dict[str, Any]) -> dict[str, Any]:
    document = policy(*statements)["Properties"]["PolicyDocument"]
    given = {"TopicArn": {"Ref": "Topic"}, "PolicyDocument": document}
    return {"Type": "AWS::SNS::TopicInlinePolicy", "Properties": given}


DENY = {"Effect": "Deny", "Principal": "*", "Resource": "*"}
LETTING = {
    "CloudWatch": policy(allow()),
    "CloudWatch of here": policy(allow(Condition=HERE), {**PLAIN_HTTP, "Resource": "*"}),
    "alarms of here": policy(allow(Condition={"ArnLike": {"aws:SourceArn": ALARMS.format("*")}})),
    "as by default": policy(allow({"AWS": "*"}, Condition=ANYBODY_OF_HERE)),
    "inline": inline(allow()),
    "of another topic": policy(DENY, Topics=["arn:aws:sns:eu-central-1:123456789012:other"]),
    "of nothing that can be read": policy(DENY, Topics={"Ref": "Where"}),
}
REFUSING = {
    "everybody denied": policy(allow(), DENY),
    "EventBridge only": policy(allow({"Service": "events.amazonaws.com"})),
    "another account": policy(allow(Condition={"StringEquals": {"aws:SourceAccount": "999999999999"}})),
    "subscribing only": policy(allow(action="sns:Subscribe")),
    "inline": inline(DENY),
}
UNDECIDED = {
    "an organization": policy(allow(Condition={"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}})),
    "some alarms": policy(allow(Condition={"ArnLike": {"aws:SourceArn": ALARMS.format("live-*")}})),
    "a malformed policy": policy({"Effect": "Perhaps"}),
}


@pytest.mark.parametrize("given", LETTING.values(), ids=LETTING)
def test_a_policy_lets_cloudwatch_publish(given: dict[str, Any], records_of: RecordsOf) -> None:
    assert alarm_for(records_of({**chain(), "P": given}, **PERHAPS), WATCHED).holds


@pytest.mark.parametrize("given", REFUSING.values(), ids=REFUSING)
def test_a_policy_that_does_not_contradicts(given: dict[str, Any], records_of: RecordsOf) -> None:
    shown = alarm_for(records_of({**chain(), "P": given}), WATCHED)
    assert (shown.against, shown.open) == (("t.P does not let CloudWatch publish to t.Topic",), ())


@pytest.mark.parametrize("given", UNDECIDED.values(), ids=UNDECIDED)
def test_a_policy_that_cannot_be_decided_leaves_it_open(given: dict[str, Any], records_of: RecordsOf) -> None:
    shown = alarm_for(records_of({**chain(), "P": given}), WATCHED)
    assert (shown.against, len(shown.open)) == ((), 1)


def test_each_policy_of_a_topic_must_let_it_since_the_last_one_counts(records_of: RecordsOf) -> None:
    both = {"P": policy(allow()), "Q": policy(allow({"Service": "events.amazonaws.com"}))}
    assert alarm_for(records_of({**chain(), **both}), WATCHED).against


def test_the_name_of_an_alarm_is_looked_at_where_it_is_known(records_of: RecordsOf) -> None:
    live = policy(allow(Condition={"ArnLike": {"aws:SourceArn": ALARMS.format("live-*")}}))
    for name, holds in (("live-root", True), ("root", False)):
        shown = alarm_for(records_of({**chain(Alarm={"AlarmName": name}), "P": live}), WATCHED)
        assert (shown.holds, bool(shown.against)) == (holds, not holds)


def test_a_topic_that_was_not_read_may_refuse(records_of: RecordsOf) -> None:
    arn = "arn:aws:sns:eu-central-1:123456789012:elsewhere"
    shown = alarm_for(records_of(chain(Alarm={"AlarmActions": [arn]}, Subscribers={"TopicArn": arn})), WATCHED)
    assert shown.open == ("the topic that t.Alarm tells was not read",)


def key(*statements: dict[str, Any], **properties: Any) -> dict[str, Any]:
    root = allow({"AWS": "arn:aws:iam::123456789012:root"}, "kms:*")
    document = {"Version": "2012-10-17", "Statement": [root, *statements]}
    return {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": document, **properties}}


ALIAS = {"Type": "AWS::KMS::Alias", "Properties": {"AliasName": "alias/mine", "TargetKeyId": {"Ref": "K"}}}
USE = allow(action=["kms:Decrypt", "kms:GenerateDataKey*"], Condition=HERE)
BY_ARN: Any = {"Fn::GetAtt": ["K", "Arn"]}


ALIAS_ARN = "arn:aws:kms:eu-central-1:123456789012:alias/mine"


@pytest.mark.parametrize("name", [BY_ARN, {"Ref": "K"}, "alias/mine", {"Ref": "Alias"}, ALIAS_ARN])
def test_a_key_that_cloudwatch_may_use(name: Any, records_of: RecordsOf) -> None:
    resources = {**chain(Topic={"KmsMasterKeyId": name}), "K": key(USE), "Alias": ALIAS}
    assert alarm_for(records_of(resources), WATCHED).holds


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (key(), "t.K does not let CloudWatch use it for t.Topic"),
        (key(allow(action="kms:Decrypt")), "t.K does not let CloudWatch use it for t.Topic"),
        (key(allow(action="kms:GenerateDataKey*")), "t.K does not let CloudWatch use it for t.Topic"),
        (key(USE, Enabled=False), "t.K is switched off"),
        ({"Type": "AWS::KMS::Key", "Properties": {}}, "t.K does not let CloudWatch use it for t.Topic"),
    ],
)
def test_a_key_that_it_may_not_use_contradicts(given: dict[str, Any], why: str, records_of: RecordsOf) -> None:
    shown = alarm_for(records_of({**chain(Topic={"KmsMasterKeyId": BY_ARN}), "K": given}), WATCHED)
    assert (shown.against, shown.open) == ((why,), ())


@pytest.mark.parametrize("name", ["alias/elsewhere", {"Ref": "Where"}])
def test_a_key_that_was_not_read_leaves_it_open(name: Any, records_of: RecordsOf) -> None:
    shown = alarm_for(records_of(chain(Topic={"KmsMasterKeyId": name}), **PERHAPS), WATCHED)
    assert (shown.against, shown.open) == ((), ("the key that encrypts t.Topic was not read",))


@pytest.mark.parametrize(
    ("resources", "part"),
    [
        ({**chain(), "P": policy(allow())}, "P"),
        (chain(), "Topic"),
        ({**chain(Topic={"KmsMasterKeyId": BY_ARN}), "K": key(USE)}, "K"),
    ],
)
def test_what_may_be_left_out_leaves_it_open(resources: dict[str, Any], part: str, records_of: RecordsOf) -> None:
    resources = {**resources, part: {**resources[part], "Condition": "Perhaps"}}
    shown = alarm_for(records_of(resources, **PERHAPS), WATCHED)
    assert shown.open == (f"it is not known before a deployment whether t.{part} is left out by its condition",)
