import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from aws_cdk import App, Environment, Stack
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Template

from iam_stacks import IamChecks, PolicyError, attach_packs
from iam_stacks.constructs.identity_events import IdentityEvents
from iam_stacks.constructs.identity_notices import IdentityNotices
from iam_stacks.monitoring.global_events import GLOBAL_EVENTS
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import ACCOUNT, arn, only, resources
from tests.monitoring.event_pattern import as_delivered, matches
from tests.monitoring.logged import DENIED, logged

RULE = "AWS::Events::Rule"
LONGEST_EVENT_PATTERN = 2048
"""Characters. Amazon EventBridge endpoints and quotas, "Event pattern size"."""
BREAK_GLASS = "BreakGlassRoleUsed:emergency:Emergency"
RULES = (
    "CredentialsChanged",
    "PermissionsChanged",
    "TrustChanged",
    "IdentitiesChanged",
    "RootUserUsed",
    "RootAssumed",
    BREAK_GLASS,
)


def _events(stack: Stack, **given: Any) -> IdentityEvents:
    return IdentityEvents(stack, "Events", topic=IdentityNotices(stack, "Notices"), **given)


@pytest.fixture(scope="module")
def rules(context: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The properties of the rules, by what they tell of."""
    stack = Stack(App(context=context), "Monitoring")
    events = _events(stack, break_glass_roles=["emergency/Emergency"])
    template = Template.from_stack(stack).to_json()["Resources"]
    return {
        name: template[stack.get_logical_id(rule.node.default_child)]["Properties"]  # type: ignore[arg-type]
        for name, rule in events.rules.items()
    }


def _told(rules: Mapping[str, Mapping[str, Any]], record: Mapping[str, Any]) -> set[str]:
    """Return which rules tell of a record of CloudTrail."""
    return {name for name, rule in rules.items() if matches(rule["EventPattern"], as_delivered(record))}


def _by_iam(name: str, **parameters: Any) -> dict[str, Any]:
    return logged("identity-create-access-key") | {"eventName": name, "requestParameters": parameters}


def _by_root(which: str, group: str = "matching") -> dict[str, Any]:
    record: dict[str, Any] = logged("cis-RootUserUsed")[group][which]
    return record


def _assumed(role: str, **changed: Any) -> dict[str, Any]:
    parameters = {"roleArn": f"arn:aws:iam::111122223333:role/{role}", "roleSessionName": "bob"}
    return logged("identity-assume-role") | {"requestParameters": parameters} | changed


def _switched(role: str, **changed: Any) -> dict[str, Any]:
    switch = logged("identity-switch-role")
    session = switch["userIdentity"] | {"arn": f"arn:aws:sts::111122223333:assumed-role/{role}/bob"}
    return switch | {"userIdentity": session} | changed


def test_there_are_few_rules_by_meaning(rules: dict[str, Any]) -> None:
    assert tuple(rules) == RULES


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (logged("identity-create-access-key"), {"CredentialsChanged"}),
        (_by_iam("UpdateLoginProfile", userName="bob"), {"CredentialsChanged"}),
        (_by_iam("EnableMFADevice", userName="bob"), {"CredentialsChanged"}),
        (_by_iam("AttachUserPolicy", userName="bob"), {"PermissionsChanged"}),
        (_by_iam("DeleteRolePermissionsBoundary", roleName="Deployment"), {"PermissionsChanged"}),
        (_by_iam("AddUserToGroup", userName="bob", groupName="Admins"), {"PermissionsChanged"}),
        (_by_iam("UpdateAssumeRolePolicy", roleName="Deployment"), {"TrustChanged"}),
        (_by_iam("CreateOpenIDConnectProvider", url="https://token.example.com"), {"TrustChanged"}),
        (logged("identity-tag-user"), {"IdentitiesChanged"}),
        (_by_iam("CreateRole", roleName="Deployment"), {"IdentitiesChanged"}),
        (_by_root("the root user signs in, with MFA"), {"RootUserUsed"}),
        (_by_root("the root user fails to sign in"), {"RootUserUsed"}),
        (_by_root("the root user makes itself an access key"), {"RootUserUsed", "CredentialsChanged"}),
        (logged("identity-assume-root"), {"RootAssumed"}),
        (_assumed("emergency/Emergency"), {BREAK_GLASS}),
        (_assumed("emergency/Emergency", eventName="AssumeRoleWithSAML"), {BREAK_GLASS}),
        (_switched("Emergency"), {BREAK_GLASS}),
    ],
)
def test_what_matters_is_told(rules: dict[str, Any], record: dict[str, Any], told: set[str]) -> None:
    assert _told(rules, record) == told


@pytest.mark.parametrize(
    "record",
    [
        logged("identity-create-access-key") | DENIED,
        _by_iam("AttachUserPolicy", userName="bob") | DENIED,
        _by_iam("UpdateAssumeRolePolicy", roleName="Deployment") | DENIED,
        _by_iam("GetUser", userName="bob"),
        _by_iam("CreateUser", username="bob") | {"eventSource": "transfer.amazonaws.com"},
        _by_root("a service calls on behalf of the root user", "near"),
        logged("identity-assume-root") | DENIED,
        _assumed("emergency/Emergency") | DENIED,
        _assumed("Emergency"),
        _assumed("another/Emergency"),
        _assumed("another/emergency/Emergency"),
        _assumed("emergency/Emergency2"),
        _switched("Emergency", responseElements={"SwitchRole": "Failure"}),
        _switched("Emergency2"),
        _switched("NoEmergency"),
        _switched("Emergency", eventName="ExitRole"),
    ],
)
def test_what_failed_or_is_something_else_is_not(rules: dict[str, Any], record: dict[str, Any]) -> None:
    assert _told(rules, record) == set()


def test_nobody_but_aws_can_say_that_the_root_user_was_used(rules: dict[str, Any]) -> None:
    event = as_delivered(_by_root("the root user signs in, with MFA"))
    pattern = rules["RootUserUsed"]["EventPattern"]
    assert matches(pattern, event)
    assert not matches(pattern, event | {"source": "my.app"})


def test_a_sign_in_is_told_in_either_spelling_of_its_type(rules: dict[str, Any]) -> None:
    """That of events, and that of the EventBridge User Guide."""
    for record, rule in (
        (_by_root("the root user signs in, with MFA"), "RootUserUsed"),
        (_switched("Emergency"), BREAK_GLASS),
    ):
        for spelling in ("Sign In", "Signin"):
            event = as_delivered(record) | {"detail-type": f"AWS Console {spelling} via CloudTrail"}
            assert matches(rules[rule]["EventPattern"], event)


def test_calls_that_count_as_read_only_reach_the_rules_that_want_them(rules: dict[str, Any]) -> None:
    every = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
    assert {name for name, rule in rules.items() if rule["State"] == every} == {"RootAssumed", BREAK_GLASS}
    assert {rule["State"] for rule in rules.values()} == {every, "ENABLED"}


def test_a_pattern_is_as_short_as_eventbridge_wants_it(rules: dict[str, Any]) -> None:
    longest = max(len(json.dumps(rule["EventPattern"], separators=(",", ":"))) for rule in rules.values())
    assert longest < LONGEST_EVENT_PATTERN


def _notice(rule: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """Return what EventBridge makes of an event: what is not in there is left out, nothing is escaped."""
    transformer = rule["Targets"][0]["InputTransformer"]
    event = as_delivered(record)

    def value(variable: re.Match[str]) -> str:
        found: Any = event
        for step in transformer["InputPathsMap"][variable[1]].removeprefix("$.").split("."):
            found = found.get(step) if isinstance(found, dict) else None
        return str(found or "")

    return re.sub(r"<([\w-]+)>", value, transformer["InputTemplate"])


def test_a_notice_says_who_did_what_to_whom_when_and_from_where(rules: dict[str, Any]) -> None:
    lines = _notice(rules["CredentialsChanged"], logged("identity-create-access-key")).split("\n")
    assert [" ".join(json.loads(line).split()) for line in lines] == [
        "What somebody signs in with was made or changed: CreateAccessKey",
        "By: AssumedRole Administration AROAEXAMPLE00000000001:alice",
        "On: bob",
        "At 2025-03-04T08:15:30Z from 192.0.2.10, in account 111122223333, Region us-east-1.",
        "CloudTrail has it as event 66666666-7777-8888-9999-000000000000.",
    ]


def test_a_notice_of_a_role_for_emergencies_names_it(rules: dict[str, Any]) -> None:
    said = _notice(rules[BREAK_GLASS], _assumed("emergency/Emergency"))
    assert said.startswith('"The role for emergencies emergency/Emergency was used: AssumeRole')
    assert '"By: IAMUser 111122223333 bob' in " ".join(said.split())


def test_a_notice_of_a_sign_in_says_whether_it_succeeded(rules: dict[str, Any]) -> None:
    said = _notice(rules["RootUserUsed"], _by_root("the root user fails to sign in"))
    assert "ConsoleLogin Failure" in said


def test_a_notice_has_no_secret_no_policy_and_nothing_that_a_thief_could_end_it_with(rules: dict[str, Any]) -> None:
    thief = _by_iam(
        "PutUserPolicy",
        userName="bob",
        policyName="Inline",
        policyDocument='{"Statement": []}',
        password="HIDDEN_DUE_TO_SECURITY_REASONS",
    )
    thief["userIdentity"] |= {"arn": 'arn:aws:iam::111122223333:user/"/bob'}
    thief |= {"userAgent": '"', "responseElements": {"accessKey": {"accessKeyId": "AKIAEXAMPLE000000003"}}}
    for rule in rules.values():
        said = _notice(rule, thief)
        assert all(json.loads(line) for line in said.split("\n"))
        assert not re.search(r"AKIA|HIDDEN|Statement", said)
    assert "bob" in _notice(rules["PermissionsChanged"], thief)


def test_what_the_topic_does_not_take_is_kept_and_only_rules_put_it_there(stack: Stack) -> None:
    events = _events(stack)
    topic, kept = stack.resolve([stack.node.find_child("Notices").topic_arn, events.failures.queue_arn])  # type: ignore[attr-defined]
    for rule in resources(stack, RULE):
        (target,) = rule["Targets"]
        assert (target["Arn"], target["DeadLetterConfig"]) == (topic, {"Arn": kept})
    assert only(stack, "AWS::SQS::Queue")["MessageRetentionPeriod"] == 14 * 24 * 3600
    statements = only(stack, "AWS::SQS::QueuePolicy")["PolicyDocument"]["Statement"]
    (allowed,) = (each for each in statements if each["Effect"] == "Allow")
    assert allowed["Principal"] == {"Service": "events.amazonaws.com"}
    rules = arn(":events:", {"Ref": "AWS::Region"}, ":", ACCOUNT, ":rule/*")
    assert allowed["Condition"] == {"ArnLike": {"aws:SourceArn": rules}}


def test_many_roles_take_no_more_statements_than_the_policy_of_a_queue_may_have(stack: Stack) -> None:
    """Amazon SQS Developer Guide, "Amazon SQS policy quotas": 20 statements, 10 conditions."""
    _events(stack, break_glass_roles=[f"Emergency{number}" for number in range(20)])
    statements = only(stack, "AWS::SQS::QueuePolicy")["PolicyDocument"]["Statement"]
    assert len(statements) == 2


def test_rules_publish_to_the_topic_without_a_condition_since_eventbridge_supports_none(stack: Stack) -> None:
    _events(stack)
    statements = only(stack, "AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    (allowed,) = (each for each in statements if each["Principal"] == {"Service": "events.amazonaws.com"})
    assert (allowed["Action"], "Condition" in allowed) == ("sns:Publish", False)


def test_rules_use_the_key_of_the_topic_and_that_of_the_queue(app_of_ones_own: App, stack: Stack) -> None:
    topic = IdentityNotices(Stack(app_of_ones_own, "Shared"), "Notices")
    IdentityEvents(stack, "Events", topic=topic)
    for each in (stack, Stack.of(topic)):
        statements = only(each, "AWS::KMS::Key")["KeyPolicy"]["Statement"]
        assert {"Service": "events.amazonaws.com"} in [statement["Principal"] for statement in statements]


def test_a_topic_of_ones_own_is_used(stack: Stack) -> None:
    topic = sns.Topic(stack, "Topic")
    IdentityEvents(stack, "Events", topic=topic)
    targets = {json.dumps(rule["Targets"][0]["Arn"]) for rule in resources(stack, RULE)}
    assert targets == {json.dumps(stack.resolve(topic.topic_arn))}


@pytest.mark.parametrize("region", GLOBAL_EVENTS.values())
def test_the_region_of_global_events_is_accepted(context: dict[str, Any], region: str) -> None:
    stack = Stack(App(context=context), "Here", env=Environment(region=region))
    assert _events(stack).rules
    assert "EventsRegion" not in str(Template.from_stack(stack).to_json().get("Rules"))


@pytest.mark.parametrize("region", ["eu-west-1", "cn-northwest-1", "us-gov-east-1"])
def test_another_region_is_refused_with_the_reason(context: dict[str, Any], region: str) -> None:
    stack = Stack(App(context=context), "There", env=Environment(region=region))
    with pytest.raises(PolicyError) as refused:
        _events(stack)
    assert stack.node.try_find_child("Events") is None
    assert str(refused.value) == (
        f"There/Events: events of IAM do not reach EventBridge in {region!r}. IAM and the sign-in of the root user "
        "tell EventBridge of what happens in one Region of a partition only: us-east-1 in aws, cn-north-1 in aws-cn, "
        "us-gov-west-1 in aws-us-gov; give it a stack of its own there"
    )


def test_of_a_region_that_is_not_known_cloudformation_judges(stack: Stack) -> None:
    _events(stack)
    rules = Template.from_stack(stack).to_json()["Rules"]
    ((assertion,),) = (each["Assertions"] for name, each in rules.items() if name.startswith("EventsRegion"))
    assert assertion["Assert"] == {"Fn::Contains": [list(GLOBAL_EVENTS.values()), {"Ref": "AWS::Region"}]}
    assert "one Region of a partition only: us-east-1 in aws" in assertion["AssertDescription"]


def test_each_role_has_a_rule_and_what_is_no_name_is_refused(stack: Stack) -> None:
    names = list(_events(stack, break_glass_roles=["/a/One", "Two", "a/One"]).rules)
    assert names == [*RULES[:-1], "BreakGlassRoleUsed:a:One", "BreakGlassRoleUsed:Two"]
    with pytest.raises(PolicyError, match="break_glass_roles 'Two' is not allowed"):
        IdentityEvents(stack, "More", topic=IdentityNotices(stack, "Others"), break_glass_roles="Two")


def test_what_is_left_out_is_not_told(stack: Stack) -> None:
    left_out = ["IdentitiesChanged", BREAK_GLASS]
    told = list(_events(stack, break_glass_roles=["emergency/Emergency"], leave_out=left_out).rules)
    assert told == [name for name in RULES if name not in left_out]
    with pytest.raises(PolicyError, match="leave_out 'RootUsed' is nothing that is watched; give 'RootUserUsed'"):
        IdentityEvents(stack, "More", topic=IdentityNotices(stack, "Others"), leave_out=["RootUsed"])


def test_the_rule_of_a_role_stays_what_it_is_when_another_role_goes(context: dict[str, Any]) -> None:
    def ids(*roles: str) -> set[str]:
        stack = Stack(App(context=context), "Monitoring")
        _events(stack, break_glass_roles=roles)
        return set(Template.from_stack(stack).find_resources(RULE))

    assert ids("Second") < ids("First", "Second")


def test_nobody_ends_a_notice_with_a_name_that_an_identity_provider_gave(rules: dict[str, Any]) -> None:
    """AssumeRoleWithWebIdentity and AssumeRoleWithSAML log what the provider says, whatever its characters."""
    federated = _assumed(
        "emergency/Emergency",
        eventName="AssumeRoleWithWebIdentity",
        userIdentity={"type": "WebIdentityUser", "principalId": 'issuer:audience:"', "userName": '"'},
    )
    said = _notice(rules[BREAK_GLASS], federated)
    assert all(json.loads(line) for line in said.split("\n"))
    assert "By: WebIdentityUser" in said


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"leave_out": "RootUserUsed"}, "^leave_out 'RootUserUsed' is not allowed; give a list of names"),
        ({"leave_out": [5]}, "^leave_out 5 is nothing that is watched"),
        ({"leave_out": RULES[:-1]}, "^leave_out names all that is watched"),
        ({"break_glass_roles": None}, "^break_glass_roles None is not allowed"),
        ({"topic": "arn"}, "^topic 'arn' is not allowed; give a topic"),
    ],
)
def test_what_cannot_be_is_refused_and_the_id_stays_free(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    topic = IdentityNotices(stack, "Notices")
    with pytest.raises(PolicyError, match=message):
        IdentityEvents(stack, "Events", **{"topic": topic, **wrong})
    assert IdentityEvents(stack, "Events", topic=topic).rules


def test_a_long_path_does_not_make_a_description_too_long(stack: Stack) -> None:
    _events(stack, break_glass_roles=[f"{'a' * 500}/Emergency"])
    assert max(len(rule["Description"]) for rule in resources(stack, RULE)) == 512


def test_they_say_which_finding_they_cause(app_of_ones_own: App, stack: Stack) -> None:
    events = _events(stack, break_glass_roles=["BreakGlass"])
    assert reported(app_of_ones_own, events) == expected(events) == {("SQS3", None): 1}


def test_our_own_checks_find_nothing(app_of_ones_own: App, stack: Stack) -> None:
    _events(stack)
    attach_packs(app_of_ones_own, packs=[IamChecks()])
    app_of_ones_own.synth()
