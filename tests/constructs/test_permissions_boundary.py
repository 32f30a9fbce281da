import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, CfnResource, CustomResource, Environment, NestedStack, RemovalPolicy, Stack, Stage
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import custom_resources as custom
from aws_cdk.assertions import Template
from constructs import Construct

from iam_stacks.constructs.permissions_boundary import PermissionsBoundary
from iam_stacks.policy import PolicyError
from tests.constructs.synthesis import only

TRUST = {"Version": "2012-10-17", "Statement": []}


def read_data() -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=["s3:GetObject"], resources=["*"])


def boundary(scope: Construct, **props: Any) -> PermissionsBoundary:
    return PermissionsBoundary(scope, "Boundary", **{"statements": [read_data()]} | props)


def test_it_is_a_managed_policy(stack: Stack) -> None:
    boundary(stack, managed_policy_name="Most", path="/boundaries/", description="the most")
    assert only(stack, "AWS::IAM::ManagedPolicy") == {
        "ManagedPolicyName": "Most",
        "Path": "/boundaries/",
        "Description": "the most",
        "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}],
        },
    }


def test_it_causes_no_finding_that_its_user_did_not_write(stack: Stack) -> None:
    assert boundary(stack).expected_findings == ()


def test_it_is_the_boundary_of_a_role_of_ours(stack: Stack) -> None:
    iam.Role(stack, "R", assumed_by=iam.AccountRootPrincipal(), permissions_boundary=boundary(stack))
    assert "PermissionsBoundary" in only(stack, "AWS::IAM::Role")


@pytest.mark.parametrize(
    "props",
    [{"managed_policy_name": "a/b"}, {"path": "boundaries"}, {"description": "\x00"}],
    ids=["name", "path", "description"],
)
def test_text_that_iam_would_not_accept_is_refused(stack: Stack, props: dict[str, str]) -> None:
    with pytest.raises(PolicyError, match="is not allowed"):
        boundary(stack, **props)


def statements_of(size: int) -> list[iam.PolicyStatement]:
    """Return statements whose document has as many characters."""
    empty = len(
        '{"Version":"2012-10-17","Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"arn:aws:s3:::"}]}'
    )
    return [iam.PolicyStatement(actions=["s3:GetObject"], resources=[f"arn:aws:s3:::{'x' * (size - empty)}"])]


def test_a_boundary_can_be_as_long_as_a_policy(stack: Stack) -> None:
    boundary(stack, statements=statements_of(6144))


def test_a_boundary_that_is_too_long_for_one_policy_is_refused(stack: Stack) -> None:
    with pytest.raises(PolicyError, match=r"the boundary has 6,145 characters, more than 6,144; shorten it"):
        boundary(stack, statements=statements_of(6145))


def function(scope: Construct) -> lambda_.Function:
    return lambda_.Function(
        scope, "F", handler="index.handler", runtime=lambda_.Runtime.PYTHON_3_13, code=lambda_.Code.from_inline("pass")
    )


def provider(scope: Construct) -> None:
    found = custom.Provider(
        scope, "P", on_event_handler=function(scope), is_complete_handler=function(Construct(scope, "C"))
    )
    CustomResource(scope, "X", service_token=found.service_token)


def aws_call(scope: Construct) -> None:
    call = custom.AwsSdkCall(
        service="S3", action="listBuckets", physical_resource_id=custom.PhysicalResourceId.of("buckets")
    )
    rights = custom.AwsCustomResourcePolicy.from_sdk_calls(resources=["*"])
    custom.AwsCustomResource(scope, "X", on_create=call, policy=rights)


MADE_BY: dict[str, Callable[[Construct], object]] = {
    "a role": lambda scope: iam.Role(scope, "R", assumed_by=iam.AccountRootPrincipal()),
    "a user": lambda scope: iam.User(scope, "U"),
    "a raw role": lambda scope: iam.CfnRole(scope, "R", assume_role_policy_document=TRUST),
    "a raw user": lambda scope: iam.CfnUser(scope, "U"),
    "a generic role": lambda scope: CfnResource(
        scope, "R", type="AWS::IAM::Role", properties={"AssumeRolePolicyDocument": TRUST}
    ),
    "a generic user": lambda scope: CfnResource(scope, "U", type="AWS::IAM::User"),
    "a role with another boundary": lambda scope: iam.CfnRole(
        scope, "R", assume_role_policy_document=TRUST, permissions_boundary="arn:aws:iam::aws:policy/ReadOnlyAccess"
    ),
    "a function": function,
    "a provider of custom resources": provider,
    "a custom resource that calls AWS": aws_call,
    "a bucket that empties itself": lambda scope: s3.Bucket(
        scope, "B", auto_delete_objects=True, removal_policy=RemovalPolicy.DESTROY
    ),
}


def identities(folder: str) -> list[dict[str, Any]]:
    """Return the properties of all users and roles of an assembly."""
    templates = [json.loads(file.read_text(encoding="utf-8")) for file in Path(folder).rglob("*.template.json")]
    found = [resource for template in templates for resource in template.get("Resources", {}).values()]
    return [each.get("Properties", {}) for each in found if each["Type"] in ("AWS::IAM::Role", "AWS::IAM::User")]


@pytest.mark.parametrize("before", [True, False], ids=["there already", "added afterwards"])
@pytest.mark.parametrize("kind", MADE_BY)
def test_it_reaches_every_user_and_role_beneath(app_of_ones_own: App, kind: str, before: bool) -> None:
    stack = Stack(app_of_ones_own, "S")
    most = boundary(stack)
    if before:
        MADE_BY[kind](stack)
    most.apply_to(app_of_ones_own)
    if not before:
        MADE_BY[kind](stack)
    found = identities(app_of_ones_own.synth().directory)
    assert found
    assert [each.get("PermissionsBoundary") for each in found] == [stack.resolve(most.managed_policy_arn)] * len(found)


def test_it_reaches_a_nested_stack(stack: Stack) -> None:
    nested = NestedStack(stack, "N")
    iam.User(nested, "U")
    most = boundary(stack)
    most.apply_to(stack)
    passed = only(stack, "AWS::CloudFormation::Stack")["Parameters"]
    parameter = only(nested, "AWS::IAM::User")["PermissionsBoundary"]["Ref"]
    assert passed[parameter] == stack.resolve(most.managed_policy_arn)


def test_it_reaches_nothing_beside_its_scope(stack: Stack) -> None:
    inside, outside = Construct(stack, "Inside"), Construct(stack, "Outside")
    iam.User(inside, "U", user_name="inside")
    iam.User(outside, "U", user_name="outside")
    boundary(stack).apply_to(inside)
    users = Template.from_stack(stack).find_resources("AWS::IAM::User").values()
    assert {user["Properties"]["UserName"]: "PermissionsBoundary" in user["Properties"] for user in users} == {
        "inside": True,
        "outside": False,
    }


def test_it_reaches_another_stack(app_of_ones_own: App) -> None:
    first, second = Stack(app_of_ones_own, "First"), Stack(app_of_ones_own, "Second")
    iam.User(second, "U")
    boundary(first).apply_to(app_of_ones_own)
    assert "PermissionsBoundary" in only(second, "AWS::IAM::User")


def test_a_stage_that_it_does_not_reach_stops_the_synthesis(app_of_ones_own: App) -> None:
    stack = Stack(app_of_ones_own, "S")
    boundary(stack).apply_to(app_of_ones_own)
    iam.User(Stack(Stage(app_of_ones_own, "Prod"), "S"), "U")
    with pytest.raises(RuntimeError, match="the boundary does not reach the stage Prod; define one in it"):
        app_of_ones_own.synth()


def test_a_boundary_in_a_stage_reaches_all_of_it(app_of_ones_own: App) -> None:
    stage = Stage(app_of_ones_own, "Prod")
    stack = Stack(stage, "S")
    iam.User(stack, "U")
    boundary(stack).apply_to(stage)
    (user,) = identities(app_of_ones_own.synth().directory)
    assert "PermissionsBoundary" in user


def test_a_role_that_cdk_adds_last_of_all_stops_the_synthesis() -> None:
    app = App()  # without the flags of cdk.json
    first, second = (
        Stack(app, name, env=Environment(account="111122223333", region=region), cross_region_references=True)
        for name, region in (("First", "us-east-1"), ("Second", "eu-west-1"))
    )
    CfnResource(second, "X", type="AWS::X::Y", properties={"Name": s3.Bucket(first, "B").bucket_name})
    boundary(first).apply_to(first)
    with pytest.raises(RuntimeError, match=r"does not reach First/Custom::CrossRegionExportWriter.*weak"):
        app.synth()
