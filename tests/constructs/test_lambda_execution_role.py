from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, CfnParameter, Environment, Fn, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as event_sources
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from cdk_nag import AwsSolutionsChecks
from constructs import IConstruct

from iam_stacks import Acknowledgement, LambdaExecutionRole, PolicyError, attach_packs
from iam_stacks.account.service_data import action_exists, resource_types
from iam_stacks.constructs.event_source import EventSource
from iam_stacks.policy import Request, evaluate, limits
from iam_stacks.policy.size import least_size
from iam_stacks.reports.violation import read_report
from tests.constructs.synthesis import ACCOUNT, arn, only, resources


def test_only_lambda_can_assume_it_by_the_well_known_document(stack: Stack) -> None:
    LambdaExecutionRole(stack, "R", role_name="R", managed_policies=["service-role/AWSLambdaBasicExecutionRole"])
    assert only(stack, "AWS::IAM::Role") == {
        "RoleName": "R",
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        },
        "ManagedPolicyArns": [arn(":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")],
    }


def test_its_rights_are_on_its_own_log_group(stack: Stack) -> None:
    LambdaExecutionRole(stack, "R", log_group="/aws/lambda/Worker", create_log_group=True)
    assert only(stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"] == [
        {
            "Sid": "CreateLogGroup",
            "Effect": "Allow",
            "Action": "logs:CreateLogGroup",
            "Resource": [_joined(":log-group:/aws/lambda/Worker"), _joined(":log-group:/aws/lambda/Worker:*")],
        },
        {
            "Sid": "WriteLogs",
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": _joined(":log-group:/aws/lambda/Worker:log-stream:*"),
        },
    ]


def _joined(rest: str) -> dict[str, object]:
    return arn(":logs:", {"Ref": "AWS::Region"}, ":", ACCOUNT, rest)


def test_it_does_not_create_the_log_group_unless_asked(stack: Stack) -> None:
    LambdaExecutionRole(stack, "R", log_group="/aws/lambda/Worker")
    (statement,) = only(stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]
    assert statement["Sid"] == "WriteLogs"


def test_creating_a_log_group_needs_its_name(stack: Stack) -> None:
    with pytest.raises(ValueError, match="create_log_group goes with log_group"):
        LambdaExecutionRole(stack, "R", create_log_group=True)


def test_it_works_as_the_role_of_a_function_that_is_granted_something(stack: Stack) -> None:
    role = LambdaExecutionRole(stack, "R", log_group="/aws/lambda/Worker")
    function = lambda_.Function(
        stack, "Worker", function_name="Worker", role=role, handler="index.handler",
        runtime=lambda_.Runtime.PYTHON_3_13, code=lambda_.Code.from_inline("def handler(event, context): ..."),
    )  # fmt: skip
    s3.Bucket(stack, "B").grant_read(function)
    assert resources(stack, "AWS::IAM::Policy") == []
    assert only(stack, "AWS::Lambda::Function")["Role"] == stack.resolve(role.role_arn)
    assert len(only(stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]) == 2


def test_a_log_group_of_cdk_stands_for_its_name(stack: Stack) -> None:
    made, imported = logs.LogGroup(stack, "Made"), logs.LogGroup.from_log_group_name(stack, "Imported", "/aws/lambda/W")
    for group in (made, imported):
        name, id = group.log_group_name, group.node.id
        by_construct = LambdaExecutionRole(stack, f"{id}ByConstruct", log_group=group, create_log_group=True)
        by_name = LambdaExecutionRole(stack, f"{id}ByName", log_group=name, create_log_group=True)
        assert _statements(by_construct) == _statements(by_name) != []


@pytest.mark.parametrize("log_group", ["*", "", "/aws/lambda/*", "a b"])
def test_a_log_group_must_be_one_and_not_a_pattern(stack: Stack, log_group: str) -> None:
    with pytest.raises(PolicyError, match=r"log_group '.*' is not allowed"):
        LambdaExecutionRole(stack, "R", log_group=log_group)


LOG_GROUPS: dict[str, Callable[[Stack], str | logs.ILogGroup]] = {
    "CloudFormation names it": lambda stack: _log_group(stack),
    "a parameter": lambda stack: CfnParameter(stack, "Name").value_as_string,
    "an import": lambda _: Fn.import_value("MyExport"),
    "a substitution": lambda _: Fn.sub("/aws/${AWS::Region}/x"),
    "a choice": lambda stack: Fn.select(0, Fn.split(",", CfnParameter(stack, "Names").value_as_string)),
    "joined text": lambda stack: f"/aws/{stack.region}/x",
    "CDK's construct": lambda stack: logs.LogGroup(
        stack, "Logs", encryption_key=kms.Key(stack, "Key", enable_key_rotation=True)
    ),
}


def _log_group(stack: Stack) -> str:
    key = kms.Key(stack, "Key", enable_key_rotation=True)
    return logs.LogGroup(stack, "Logs", encryption_key=key).log_group_name


@pytest.mark.parametrize("kind", LOG_GROUPS)
def test_the_finding_fits_a_log_group_whose_name_is_known_only_at_deployment(app_of_ones_own: App, kind: str) -> None:
    stack = Stack(app_of_ones_own, "S")
    role = LambdaExecutionRole(stack, "R", log_group=LOG_GROUPS[kind](stack))
    attach_packs(app_of_ones_own, role.expected_findings, packs=[AwsSolutionsChecks(app_of_ones_own)])
    app_of_ones_own.synth()


PLACE = "us-east-1:123456789012"
CLUSTER = f"arn:aws:kafka:{PLACE}:cluster/c/11-22"
KEY = f"arn:aws:kms:{PLACE}:key/1-2"
QUEUE = f"arn:aws:sqs:{PLACE}:jobs"
TOPIC = f"arn:aws:sns:{PLACE}:failed"

Flags = Callable[[Stack], dict[str, Any]]


def _queue(stack: Stack, *, key_arn: str | None = None) -> sqs.IQueue:
    return sqs.Queue.from_queue_attributes(stack, "Queue", queue_arn=QUEUE, key_arn=key_arn)


def _topic(stack: Stack) -> sns.ITopic:
    return sns.Topic.from_topic_attributes(stack, "Topic", topic_arn=TOPIC, key_arn=KEY)


def _key(stack: Stack) -> kms.IKey:
    return kms.Key.from_key_arn(stack, "Key", KEY)


FLAGS: dict[str, tuple[Flags, dict[str, tuple[set[str], set[str]]]]] = {
    # Sending Lambda function logs to CloudWatch Logs: the rights of AWSLambdaBasicExecutionRole, on one log group.
    "log_group": (
        lambda _: {"log_group": "/aws/lambda/W", "create_log_group": True},
        {
            "CreateLogGroup": (
                {"logs:CreateLogGroup"},
                {
                    f"arn:aws:logs:{PLACE}:log-group:/aws/lambda/W",
                    f"arn:aws:logs:{PLACE}:log-group:/aws/lambda/W:*",
                },
            ),
            "WriteLogs": (
                {"logs:CreateLogStream", "logs:PutLogEvents"},
                {f"arn:aws:logs:{PLACE}:log-group:/aws/lambda/W:log-stream:*"},
            ),
        },
    ),
    # Giving Lambda functions access to resources in an Amazon VPC, Required IAM permissions.
    "vpc": (
        lambda _: {"vpc": True},
        {
            "DescribeNetwork": ({"ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"}, {"*"}),
            "ManageNetworkInterfaces": (
                {
                    "ec2:CreateNetworkInterface",
                    "ec2:DeleteNetworkInterface",
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:UnassignPrivateIpAddresses",
                },
                {f"arn:aws:ec2:{PLACE}:*/*"},
            ),
        },
    ),
    # Visualize Lambda function invocations using AWS X-Ray, Execution role permissions.
    "tracing": (
        lambda _: {"tracing": True},
        {"Trace": ({"xray:PutTraceSegments", "xray:PutTelemetryRecords"}, {"*"})},
    ),
    # Capturing records of Lambda asynchronous invocations; Amazon SQS Developer Guide, Key management.
    "dead_letter_queue": (
        lambda stack: {"dead_letter_queue": _queue(stack, key_arn=KEY)},
        {
            "SendFailedEvents": ({"sqs:SendMessage"}, {QUEUE}),
            "EncryptFailedEvents": ({"kms:GenerateDataKey", "kms:Decrypt"}, {KEY}),
        },
    ),
    "dead_letter_queue without a key of its own": (
        lambda stack: {"dead_letter_queue": _queue(stack)},
        {"SendFailedEvents": ({"sqs:SendMessage"}, {QUEUE})},
    ),
    # The same page; Amazon SNS Developer Guide, Key management.
    "dead_letter_queue that is a topic": (
        lambda stack: {"dead_letter_queue": _topic(stack)},
        {
            "SendFailedEvents": ({"sns:Publish"}, {TOPIC}),
            "EncryptFailedEvents": ({"kms:GenerateDataKey", "kms:Decrypt"}, {KEY}),
        },
    ),
    # Securing Lambda environment variables.
    "environment_key": (lambda stack: {"environment_key": _key(stack)}, {"Decrypt": ({"kms:Decrypt"}, {KEY})}),
    # AWS Managed Policy Reference, CloudWatchLambdaInsightsExecutionRolePolicy.
    "insights": (
        lambda _: {"insights": True},
        {
            "CreateInsightsGroup": (
                {"logs:CreateLogGroup"},
                {
                    f"arn:aws:logs:{PLACE}:log-group:/aws/lambda-insights",
                    f"arn:aws:logs:{PLACE}:log-group:/aws/lambda-insights:*",
                },
            ),
            "WriteInsights": (
                {"logs:CreateLogStream", "logs:PutLogEvents"},
                {f"arn:aws:logs:{PLACE}:log-group:/aws/lambda-insights:log-stream:*"},
            ),
        },
    ),
    "managed_basic": (lambda _: {"managed_basic": True}, {}),
    # What each kind of event source needs is in test_event_source.py.
    "event_sources": (
        lambda stack: {"event_sources": [_queue(stack, key_arn=KEY)]},
        {
            "PollQueues": ({"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}, {QUEUE}),
            "Decrypt": ({"kms:Decrypt"}, {KEY}),
        },
    ),
    "event_sources in a VPC": (
        lambda _: {"event_sources": [EventSource.kafka(CLUSTER, authentication="none")], "vpc": True},
        {
            "DescribeNetwork": (
                {
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeVpcs",
                },
                {"*"},
            ),
            "ManageNetworkInterfaces": (
                {
                    "ec2:CreateNetworkInterface",
                    "ec2:DeleteNetworkInterface",
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:UnassignPrivateIpAddresses",
                },
                {f"arn:aws:ec2:{PLACE}:*/*"},
            ),
            "DescribeKafkaClusters": ({"kafka:DescribeClusterV2"}, {CLUSTER}),
            "FindKafkaBrokers": ({"kafka:GetBootstrapBrokers"}, {"*"}),
        },
    ),
}


def _of_all_flags(stack: Stack) -> dict[str, Any]:
    return {
        "log_group": "/aws/lambda/W",
        "create_log_group": True,
        "vpc": True,
        "tracing": True,
        "dead_letter_queue": _topic(stack),
        "environment_key": _key(stack),
        "insights": True,
        "managed_basic": True,
        "event_sources": [
            _queue(stack, key_arn=KEY),
            EventSource.stream(f"arn:aws:kinesis:{PLACE}:stream/s"),
            EventSource.table(f"arn:aws:dynamodb:{PLACE}:table/t/stream/2026-01-01T00:00:00.000"),
            EventSource.kafka(CLUSTER, authentication="iam", topics=["orders"]),
            EventSource.broker(
                f"arn:aws:mq:{PLACE}:broker:b:b-1", secret=f"arn:aws:secretsmanager:{PLACE}:secret:s-abcdef"
            ),
        ],
    }


ALL: dict[str, Flags] = {**{name: flags for name, (flags, _) in FLAGS.items()}, "all": _of_all_flags}


@pytest.fixture(params=[True, False], ids=["minimized", "not minimized"])
def checked_app(request: pytest.FixtureRequest, context: dict[str, Any]) -> App:
    """An app that is not stopped by a finding, with and without minimized policies."""
    changes = {"@aws-cdk/aws-iam:minimizePolicies": request.param, "@aws-cdk/core:failSynthOnValidationErrors": False}
    return App(context=context | changes)


@pytest.fixture
def here(checked_app: App) -> Stack:
    return Stack(checked_app, "Here", env=Environment(account="123456789012", region="us-east-1"))


def _statements(scope: IConstruct) -> list[dict[str, Any]]:
    """Return the statements of all managed policies, as they will be in the place that the stack is deployed to."""
    policies = [each for each in scope.node.find_all() if isinstance(each, iam.ManagedPolicy)]
    resolve = Stack.of(scope).resolve
    return [_deployed(each) for policy in policies for each in resolve(policy.document)["Statement"]]


_DEPLOYED = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "123456789012"}


def _deployed(part: Any) -> Any:
    if isinstance(part, list):
        return [_deployed(item) for item in part]
    if not isinstance(part, dict):
        return part
    if "Fn::Join" in part:
        return "".join(map(str, _deployed(part["Fn::Join"][1])))
    if "Ref" in part:
        return _DEPLOYED.get(part["Ref"], part["Ref"])
    return {name: _deployed(value) for name, value in part.items()}


def _set(value: str | list[str]) -> set[str]:
    return {value} if isinstance(value, str) else set(value)


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_allows_what_lambda_documents(here: Stack, flag: str) -> None:
    flags, documented = FLAGS[flag]
    LambdaExecutionRole(here, "R", **flags(here))
    found = _statements(here)
    assert {each["Sid"]: (_set(each["Action"]), _set(each["Resource"])) for each in found} == documented
    assert len(found) == len(documented)
    assert {each["Effect"] for each in found} <= {"Allow"}


@pytest.mark.parametrize("flag", ALL)
def test_an_action_is_on_everything_only_if_it_takes_no_resource(here: Stack, flag: str) -> None:
    LambdaExecutionRole(here, "R", **ALL[flag](here))
    for statement in _statements(here):
        for action in _set(statement["Action"]):
            assert action_exists(action)
            assert (statement["Resource"] == "*") == (not resource_types(action)), action


def _reported(app: App) -> set[tuple[str, str, str | None]]:
    """Return the place, the rule without its pack and the subject of all that the four packs find."""
    found = read_report(Path(app.synth().directory))
    assert all(violation.reason for violation in found), [str(each.finding) for each in found if not each.reason]
    return {(each.finding.path, each.finding.rule_names[1], each.finding.subject) for each in found}


def _expected(role: LambdaExecutionRole) -> list[tuple[str, str, str | None]]:
    found = role.expected_findings
    assert all(each.because for each in found)
    return [(f"{each.scope.node.path}/Resource", each.rule, each.finding) for each in found]


@pytest.mark.parametrize("where", ["anywhere", "in a known place"])
@pytest.mark.parametrize("flag", ALL)
def test_it_says_exactly_which_findings_it_causes(checked_app: App, flag: str, where: str) -> None:
    known = Environment(account="123456789012", region="us-east-1")
    stack = Stack(checked_app, "S", env=known if where == "in a known place" else None)
    role = LambdaExecutionRole(stack, "R", **ALL[flag](stack))
    attach_packs(checked_app, role.expected_findings)
    expected = _expected(role)
    assert len(set(expected)) == len(expected)
    assert _reported(checked_app) == set(expected)


def test_a_role_without_flags_causes_none(stack: Stack) -> None:
    assert LambdaExecutionRole(stack, "R").expected_findings == ()


def test_the_findings_fit_when_the_rights_need_several_policies(checked_app: App) -> None:
    stack = Stack(checked_app, "S")
    sources = [EventSource.table(f"arn:aws:dynamodb:{PLACE}:table/t{n:0100}/stream/2026-01-01T0") for n in range(30)]
    groups = [
        EventSource.kafka(f"arn:aws:kafka:{PLACE}:cluster/c{n:0100}/1", authentication="iam", topics=["x"])
        for n in range(20)
    ]
    role = LambdaExecutionRole(stack, "R", tracing=True, vpc=True, event_sources=[*sources, *groups])
    assert len({finding.scope for finding in role.expected_findings}) > 1
    attach_packs(checked_app, role.expected_findings)
    assert _reported(checked_app) == set(_expected(role))


QUEUES = [f"arn:aws:sqs:{PLACE}:{number:060}" for number in range(90)]


def test_a_right_that_is_too_long_for_a_policy_is_several(checked_app: App) -> None:
    stack = Stack(checked_app, "S")
    role = LambdaExecutionRole(stack, "R", event_sources=[EventSource.queue(arn) for arn in QUEUES])
    found = _statements(stack)
    assert [each["Sid"] for each in found] == ["PollQueues", "PollQueues2"]
    assert [arn for each in found for arn in each["Resource"]] == QUEUES
    polling = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
    assert [_set(each["Action"]) for each in found] == [polling, polling]
    policies = [each for each in role.node.find_all() if isinstance(each, iam.ManagedPolicy)]
    assert all(least_size(stack.resolve(each.document)) <= limits.MANAGED_POLICY_SIZE for each in policies)
    attach_packs(checked_app, role.expected_findings)
    assert _reported(checked_app) == set(_expected(role)) == set()


def test_the_findings_fit_when_one_right_is_in_several_policies(checked_app: App) -> None:
    stack = Stack(checked_app, "S")
    groups = [
        EventSource.kafka(f"arn:aws:kafka:{PLACE}:cluster/c{n:0100}/1", authentication="iam", topics=["x"])
        for n in range(60)
    ]
    role = LambdaExecutionRole(stack, "R", event_sources=groups)
    sids = [each["Sid"] for each in _statements(stack)]
    assert {"JoinKafkaGroups", "JoinKafkaGroups2", "ReadKafkaTopics2", "FindKafkaBrokers"} <= set(sids)
    assert len(set(sids)) == len(sids)
    attach_packs(checked_app, role.expected_findings)
    assert _reported(checked_app) == set(_expected(role))


def test_what_a_right_in_several_policies_allows_is_not_added_again(here: Stack) -> None:
    role = LambdaExecutionRole(here, "R", event_sources=[EventSource.queue(arn) for arn in QUEUES])
    before = _statements(here)
    for queue in (QUEUES[0], QUEUES[-1]):
        role.add_to_principal_policy(iam.PolicyStatement(actions=["sqs:ReceiveMessage"], resources=[queue]))
    assert _statements(here) == before


def test_the_basic_policy_is_attached_when_asked_for(stack: Stack) -> None:
    LambdaExecutionRole(stack, "R", managed_basic=True, managed_policies=["ReadOnlyAccess"])
    assert only(stack, "AWS::IAM::Role")["ManagedPolicyArns"] == [
        arn(":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
        arn(":iam::aws:policy/ReadOnlyAccess"),
    ]


def _function(stack: Stack, role: iam.IRole, **props: Any) -> lambda_.Function:
    return lambda_.Function(
        stack, "Function", role=role, handler="index.handler", runtime=lambda_.Runtime.PYTHON_3_13,
        code=lambda_.Code.from_inline("def handler(event, context): ..."), **props,
    )  # fmt: skip


DOUBLY: dict[str, tuple[Flags, Flags]] = {
    "tracing": (lambda _: {"tracing": True}, lambda _: {"tracing": lambda_.Tracing.ACTIVE}),
    "dead_letter_queue": (
        lambda stack: {"dead_letter_queue": sqs.Queue(stack, "Failed")},
        lambda stack: {"dead_letter_queue": stack.node.find_child("Failed")},
    ),
    "dead_letter_topic": (
        lambda stack: {"dead_letter_queue": sns.Topic(stack, "Failed")},
        lambda stack: {"dead_letter_topic": stack.node.find_child("Failed")},
    ),
    "insights": (
        lambda _: {"insights": True},
        lambda _: {"insights_version": lambda_.LambdaInsightsVersion.VERSION_1_0_229_0},
    ),
}


@pytest.mark.parametrize("feature", DOUBLY)
def test_what_a_flag_allows_is_not_added_again_for_the_function(here: Stack, feature: str) -> None:
    flags, props = DOUBLY[feature]
    role = LambdaExecutionRole(here, "R", **flags(here))
    before = _statements(here)
    _function(here, role, **props(here))
    assert _statements(here) == before
    assert "ManagedPolicyArns" not in only(here, "AWS::IAM::Role")
    assert resources(here, "AWS::IAM::Policy") == []


@pytest.mark.parametrize("feature", DOUBLY)
def test_what_no_flag_allows_is_added_for_the_function(here: Stack, feature: str) -> None:
    flags, props = DOUBLY[feature]
    flags(here)
    role = LambdaExecutionRole(here, "R")
    _function(here, role, **props(here))
    assert _statements(here) or only(here, "AWS::IAM::Role")["ManagedPolicyArns"]


MORE_THAN_A_FLAG: dict[str, dict[str, Any]] = {
    "another action": {"actions": ["xray:PutTraceSegments", "xray:GetSamplingRules"], "resources": ["*"]},
    "another resource": {"actions": ["sqs:SendMessage"], "resources": [QUEUE, f"{QUEUE}2"]},
    "a condition": {
        "actions": ["xray:PutTraceSegments"],
        "resources": ["*"],
        "conditions": {"Bool": {"aws:SecureTransport": "true"}},
    },
    "a refusal": {"actions": ["xray:PutTraceSegments"], "resources": ["*"], "effect": iam.Effect.DENY},
    "an exception": {"not_actions": ["xray:PutTraceSegments"], "resources": ["*"]},
}


@pytest.mark.parametrize("kind", MORE_THAN_A_FLAG)
def test_a_statement_that_says_more_than_a_flag_is_added(stack: Stack, kind: str) -> None:
    role = LambdaExecutionRole(stack, "R", tracing=True, dead_letter_queue=_queue(stack))
    before = len(_statements(stack))
    added = role.add_to_principal_policy(iam.PolicyStatement(**MORE_THAN_A_FLAG[kind]))
    assert added.statement_added
    assert len(_statements(stack)) == before + 1


def test_what_cdk_grants_for_kafka_is_without_the_policy_of_aws(here: Stack) -> None:
    role = LambdaExecutionRole(
        here, "R", event_sources=[EventSource.kafka(CLUSTER, authentication="iam", topics=["orders"])]
    )
    source = event_sources.ManagedKafkaEventSource(
        cluster_arn=CLUSTER, topic="orders", starting_position=lambda_.StartingPosition.LATEST
    )
    _function(here, role).add_event_source(source)
    assert "ManagedPolicyArns" not in only(here, "AWS::IAM::Role")


def test_a_policy_of_aws_that_no_flag_stands_for_is_attached(stack: Stack) -> None:
    role = LambdaExecutionRole(stack, "R", insights=True)
    role.add_managed_policy(iam.ManagedPolicy.from_aws_managed_policy_name("ReadOnlyAccess"))
    assert only(stack, "AWS::IAM::Role")["ManagedPolicyArns"] == [arn(":iam::aws:policy/ReadOnlyAccess")]


def test_what_others_grant_ends_in_managed_policies(checked_app: App) -> None:
    """Three of the packs refuse an inline policy. Wildcards in what CDK grants are for whoever asks CDK for it."""
    stack = Stack(checked_app, "S")
    role = LambdaExecutionRole(stack, "R", log_group="/aws/lambda/W", tracing=True)
    function = _function(stack, role, tracing=lambda_.Tracing.ACTIVE)
    key = kms.Key(stack, "Key", enable_key_rotation=True)
    secretsmanager.Secret(stack, "Secret", encryption_key=key).grant_read(function)
    s3.Bucket(stack, "Bucket", encryption_key=key).grant_read(function)
    dynamodb.TableV2(
        stack, "Table", partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)
    ).grant_read_write_data(function)
    function.add_to_role_policy(iam.PolicyStatement(actions=["s3:PutObject"], resources=["arn:aws:s3:::b/c"]))
    actions = {action for each in _statements(stack) for action in _set(each["Action"])}
    assert {"secretsmanager:GetSecretValue", "s3:GetObject*", "dynamodb:PutItem", "s3:PutObject"} <= actions
    granted = ["Action::s3:GetBucket*", "Action::s3:GetObject*", "Action::s3:List*", "Resource::<Bucket83908E77.Arn>/*"]
    wildcards = [
        Acknowledgement(scope=role, rule="IAM5", finding=finding, reason="as CDK grants it") for finding in granted
    ]
    attach_packs(checked_app, [*role.expected_findings, *wildcards])
    found = read_report(Path(checked_app.synth().directory))
    assert resources(stack, "AWS::IAM::Policy") == []
    of_role = [each for each in found if each.finding.path.startswith("S/R/")]
    assert {each.finding.subject for each in of_role} == {
        *granted,
        *(finding for _, _, finding in _expected(role)),
    }
    assert all(each.reason for each in of_role)
    assert "acknowledgement-does-not-fit" not in {each.finding.rule for each in found}


def _decides(stack: Stack, *requests: tuple[str, str]) -> list[str]:
    """Return what the role may do, action by action, as IAM decides it."""
    document = {"Version": "2012-10-17", "Statement": _statements(stack)}
    return [
        evaluate(
            Request(principal="arn:aws:iam::123456789012:role/R", action=action, resource=resource),
            identity_policies=[document],
            # The key's own policy must let the account decide too.
            resource_policy=KEY_POLICY if action.startswith("kms:") else None,
        ).effect
        for action, resource in requests
    ]


KEY_POLICY = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
        "Action": "kms:*",
        "Resource": "*",
    },
}
LOGS = f"arn:aws:logs:{PLACE}:log-group:/aws/lambda"
INTERFACE = f"arn:aws:ec2:{PLACE}:network-interface/eni-1"
DECISIONS: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "logs": (
        [("logs:PutLogEvents", f"{LOGS}/W:log-stream:a"), ("logs:CreateLogGroup", f"{LOGS}/W:log-stream:")],
        [
            ("logs:PutLogEvents", f"{LOGS}/W2:log-stream:a"),
            ("logs:CreateLogGroup", f"{LOGS}/W2"),
            ("logs:DeleteLogGroup", f"{LOGS}/W"),
        ],
    ),
    "network": (
        [("ec2:DeleteNetworkInterface", INTERFACE), ("ec2:DescribeSubnets", "*")],
        [
            ("ec2:DeleteNetworkInterface", INTERFACE.replace("us-east-1", "us-east-2")),
            ("ec2:DeleteNetworkInterface", INTERFACE.replace("123456789012", "999999999999")),
            ("ec2:DetachNetworkInterface", INTERFACE),
        ],
    ),
    "queue": (
        [("sqs:ReceiveMessage", QUEUE), ("kms:Decrypt", KEY)],
        [("sqs:ReceiveMessage", f"{QUEUE}2"), ("sqs:SendMessage", QUEUE), ("kms:Decrypt", f"{KEY}3")],
    ),
    "topic": (
        [("sns:Publish", TOPIC), ("kms:GenerateDataKey", KEY)],
        [("sns:Publish", f"{TOPIC}2"), ("sns:Subscribe", TOPIC), ("kms:Encrypt", KEY)],
    ),
    "kafka": (
        [("kafka-cluster:ReadData", f"arn:aws:kafka:{PLACE}:topic/c/11-22/orders")],
        [
            ("kafka-cluster:ReadData", f"arn:aws:kafka:{PLACE}:topic/c/11-22/orders2"),
            ("kafka-cluster:WriteData", f"arn:aws:kafka:{PLACE}:topic/c/11-22/orders"),
            ("kafka-cluster:AlterGroup", f"arn:aws:kafka:{PLACE}:group/c/11-23/g"),
        ],
    ),
}


@pytest.mark.parametrize("kind", DECISIONS)
def test_it_is_allowed_its_own_things_and_nothing_on_their_neighbours(here: Stack, kind: str) -> None:
    LambdaExecutionRole(here, "R", **(_of_all_flags(here) | {"managed_basic": False}))
    allowed, denied = DECISIONS[kind]
    assert _decides(here, *allowed) == ["allowed"] * len(allowed)
    assert _decides(here, *denied) == ["implicitDeny"] * len(denied)


def test_events_that_failed_are_not_sent_to_a_fifo_queue(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="dead_letter_queue is FIFO, which Lambda does not send to"):
        LambdaExecutionRole(stack, "R", dead_letter_queue=sqs.Queue(stack, "Failed", fifo=True))


def test_events_that_failed_are_not_sent_to_a_fifo_topic(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="dead_letter_queue is FIFO, which Lambda does not send to"):
        LambdaExecutionRole(stack, "R", dead_letter_queue=sns.Topic(stack, "Failed", fifo=True))


def test_events_that_failed_go_to_a_queue_or_a_topic(stack: Stack) -> None:
    with pytest.raises(PolicyError, match=r"dead_letter_queue .* is not allowed; give a queue of SQS or a topic"):
        LambdaExecutionRole(stack, "R", dead_letter_queue=kms.Key(stack, "Key"))  # type: ignore[arg-type]


WITH_A_KEY: dict[str, Callable[[Stack, kms.IKey], dict[str, Any]]] = {
    "environment_key": lambda _, key: {"environment_key": key},
    "dead_letter_queue": lambda stack, key: {"dead_letter_queue": sqs.Queue(stack, "Q", encryption_master_key=key)},
    "dead_letter_queue that is a topic": lambda stack, key: {
        "dead_letter_queue": sns.Topic(stack, "T", master_key=key)
    },
    "event_sources": lambda stack, key: {"event_sources": [sqs.Queue(stack, "Q", encryption_master_key=key)]},
}


@pytest.mark.parametrize("flag", WITH_A_KEY)
def test_an_alias_stands_for_its_key(here: Stack, flag: str) -> None:
    alias = kms.Alias(here, "Alias", alias_name="alias/mine", target_key=kms.Key.from_key_arn(here, "Key", KEY))
    LambdaExecutionRole(here, "R", **WITH_A_KEY[flag](here, alias))
    (allowed,) = [each["Resource"] for each in _statements(here) if "kms:Decrypt" in each["Action"]]
    assert allowed == KEY


@pytest.mark.parametrize("flag", WITH_A_KEY)
def test_an_alias_whose_key_is_not_known_is_refused(here: Stack, flag: str) -> None:
    alias = kms.Alias.from_alias_name(here, "Alias", "alias/mine")
    with pytest.raises(
        PolicyError, match=r"alias 'alias/mine' is not known.*; give the key, or kms\.Alias\.from_alias_att"
    ):
        LambdaExecutionRole(here, "R", **WITH_A_KEY[flag](here, alias))


@pytest.mark.parametrize("flag", WITH_A_KEY)
def test_the_arn_of_an_alias_is_no_key(here: Stack, flag: str) -> None:
    key = kms.Key.from_key_arn(here, "Key", f"arn:aws:kms:{PLACE}:alias/mine")
    with pytest.raises(PolicyError, match=r"key 'arn:aws:kms:.*:alias/mine' is not allowed; give .*not of an alias"):
        LambdaExecutionRole(here, "R", **WITH_A_KEY[flag](here, key))


def test_a_topic_with_the_key_of_aws_itself_takes_no_right_on_it(here: Stack) -> None:
    """The service itself sets the policy of such a key."""
    topic = sns.Topic(here, "T", master_key=kms.Alias.from_alias_name(here, "Alias", "alias/aws/sns"))
    LambdaExecutionRole(here, "R", dead_letter_queue=topic)
    assert [each["Sid"] for each in _statements(here)] == ["SendFailedEvents"]


def test_a_source_is_polled_once(stack: Stack) -> None:
    queue = _queue(stack)
    with pytest.raises(PolicyError, match=r"event_sources\[1\] is the same as event_sources\[0\]"):
        LambdaExecutionRole(stack, "R", event_sources=[queue, queue])
