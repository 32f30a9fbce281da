"""What is read of a template, and what is said of the rest."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.account.account import Account
from iam_stacks.account.assemble import assemble
from iam_stacks.account.cloudformation.arns import KINDS
from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.functions import FUNCTIONS
from iam_stacks.account.cloudformation.guards import GUARD_READERS
from iam_stacks.account.cloudformation.identities import IDENTITY_READERS
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.cloudformation.template import gather

Read = Callable[..., Account]

USER = {"Type": "AWS::IAM::User"}


def problems(account: Account) -> list[tuple[str, str, str]]:
    return [(each.logical_id, each.path, each.why) for each in account.unresolved]


def test_a_resource_whose_condition_is_false_is_not_there(account_of: Read) -> None:
    account = account_of({"U": USER | {"Condition": "C"}}, {"Conditions": {"C": {"Fn::Equals": [1, 2]}}})
    assert (account.users, account.unresolved) == ((), ())


def test_a_resource_whose_condition_cannot_be_decided_is_there_and_reported(account_of: Read) -> None:
    sections = {
        "Parameters": {"P": {"Type": "String"}},
        "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, 2]}},
    }
    account = account_of({"U": USER | {"Condition": "C"}}, sections)
    assert len(account.users) == 1
    assert problems(account) == [
        ("P", "", "the value of the parameter is not known before a deployment"),
        ("U", "Condition", "whether the resource exists cannot be decided; it is taken to exist"),
    ]


def test_a_condition_that_is_missing_is_reported(account_of: Read) -> None:
    account = account_of({"U": USER | {"Condition": "C"}})
    assert (account.users, problems(account)) == ((), [("U", "", "there is no condition C")])


def test_a_resource_that_says_nothing_of_permissions_leaves_nothing_open(account_of: Read) -> None:
    resource = {"Type": "AWS::CDK::Metadata", "Condition": "X", "Properties": {"A": {"Ref": "Y"}}}
    assert account_of({"M": resource}).unresolved == ()


def test_a_nested_stack_that_was_not_read_is_reported(account_of: Read) -> None:
    stack = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://example.com/t.json"}}
    why = "the template of the nested stack is not in what was read"
    assert problems(account_of({"N": stack})) == [("N", "Properties.TemplateURL", why)]


def test_a_resource_of_a_transform_is_reported(account_of: Read) -> None:
    account = account_of({"F": {"Type": "AWS::Serverless::Function"}})
    assert problems(account) == [("F", "", "what the transform makes of a AWS::Serverless::Function is not known")]


@pytest.mark.parametrize("transform", ["AWS::LanguageExtensions", ["AWS::LanguageExtensions"]])
def test_a_transform_that_is_worked_out_is_not_reported(account_of: Read, transform: Any) -> None:
    assert account_of({}, {"Transform": transform}).unresolved == ()


@pytest.mark.parametrize("transform", ["AWS::Include", ["AWS::Include"], {"Name": "AWS::Include", "Parameters": {}}])
def test_a_transform_that_is_not_worked_out_is_reported(account_of: Read, transform: Any) -> None:
    account = account_of({}, {"Transform": transform})
    why = 'what the transform "AWS::Include" makes of the template is not known'
    assert problems(account) == [("", "Transform", why)]


def test_a_resource_that_is_nested_too_deeply_is_reported(account_of: Read) -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = {"Fn::Base64": deep}
    account = account_of({"U": {"Type": "AWS::IAM::User", "Properties": {"UserName": deep}}})
    assert problems(account) == [("U", "", "it is nested too deeply")]


def test_a_function_that_is_not_known_in_a_policy_is_reported_at_its_place(account_of: Read) -> None:
    statement = {"Effect": "Allow", "Action": "s3:*", "Resource": {"Fn::Other": 1}}
    policy = {"PolicyName": "P", "PolicyDocument": {"Statement": [statement]}}
    account = account_of({"U": {"Type": "AWS::IAM::User", "Properties": {"Policies": [policy]}}})
    assert problems(account) == [
        (
            "U",
            "Properties.Policies[0].PolicyDocument.Statement[0].Resource",
            "the function Fn::Other cannot be worked out before a deployment",
        )
    ]
    assert len(account.users[0].policies) == 1


TYPES = st.sampled_from(sorted({*IDENTITY_READERS, *GUARD_READERS, *KINDS, "AWS::CloudFormation::Stack"}))
NAMES = st.sampled_from(
    [
        *("UserName", "GroupName", "RoleName", "PolicyName", "FunctionName", "AWSServiceName", "Url", "Path", "Tags"),
        *("Groups", "Users", "Roles", "Policies", "PolicyDocument", "AssumeRolePolicyDocument", "PermissionsBoundary"),
        *("ManagedPolicyArns", "Bucket", "Queues", "Topics", "SecretId", "ResourcePolicy", "KeyPolicy", "Principal"),
    ]
)
TEXTS = st.sampled_from(["A", "B", "AWS::NoValue", "AWS::AccountId", "P", "C", "arn:aws:iam::aws:policy/X", "*"])
DOCUMENTS = st.just({"Statement": {"Effect": "Allow", "Action": "*", "Resource": {"Ref": "A"}}})
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | DOCUMENTS | st.fixed_dictionaries({"Ref": TEXTS}),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FUNCTIONS, "PolicyName", "PolicyDocument", "Key"]), inner, max_size=2)
    ),
    max_leaves=6,
)
RESOURCES = st.fixed_dictionaries(
    {"Type": TYPES}, optional={"Properties": st.dictionaries(NAMES, VALUES), "Condition": VALUES}
)


@given(st.dictionaries(st.sampled_from("ABC"), RESOURCES | VALUES), VALUES)
def test_no_template_raises_anything(resources: Any, value: Any) -> None:
    sections = {"Conditions": {"C": value}, "Parameters": {"P": value}, "Outputs": value, "Transform": value}
    stack = Stack(name="S", file="t.json", template={"Resources": resources, **sections})
    header = {"account_id": "123456789012", "account_from": "given", "partition": "aws", "region": "eu-central-1"}
    assemble(gather(Deployment([stack], account="123456789012")), {}.get, **header)


def test_what_is_known_at_deployment_only_is_listed(account_of: Read) -> None:
    statement = {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": [{"Ref": "P"}, "{{resolve:ssm:bucket}}", {"Fn::FindInMap": ["M", {"Ref": "P"}, "k"]}],
    }
    policy = {"PolicyName": "X", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
    resources = {"U": {"Type": "AWS::IAM::User", "Properties": {"Policies": [policy]}}}
    sections = {"Parameters": {"P": {"Type": "String"}}, "Mappings": {"M": {"a": {"k": "v"}}}}
    place = "Properties.Policies[0].PolicyDocument.Statement[0].Resource"
    assert problems(account_of(resources, sections)) == [
        ("P", "", "the value of the parameter is not known before a deployment"),
        ("U", f"{place}[1]", "a dynamic reference is read when the stack is deployed"),
        ("U", f"{place}[2].Fn::FindInMap", "the mapping M cannot be looked up before a deployment"),
    ]
