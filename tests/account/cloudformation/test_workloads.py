"""What runs with roles."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.account.account import Account
from iam_stacks.account.assemble import assemble
from iam_stacks.account.cloudformation.deployment import Deployment
from iam_stacks.account.cloudformation.stack import Stack
from iam_stacks.account.cloudformation.template import gather
from iam_stacks.account.cloudformation.workloads import WORKLOADS
from iam_stacks.account.load import load
from iam_stacks.account.service_data import service_arns
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.policy.wildcard import arn_matcher, pattern_of

Read = Callable[..., Account]

IAM = "arn:aws:iam::123456789012:"
ROLE: dict[str, Any] = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": []}}}
PROFILE = {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": [{"Ref": "R"}]}}

LISTS = ("Stages", "Actions", "Targets", "NodeRangeProperties", "TaskProperties", "AutomationAssumeRole")


def written(path: str, value: Any) -> dict[str, Any]:
    """Return properties that have a value at a path, in lists where CloudFormation has them."""
    name, _, rest = path.partition(".")
    inner = written(rest, value) if rest else value
    return {"S3" if name == "*" else name: [inner] if name in LISTS else inner}


def read(account_of: Read, kind: str, properties: Any, **others: Any) -> Account:
    return account_of({"It": {"Type": kind, "Properties": properties}, "R": ROLE, "P": PROFILE, **others})


def roles(account: Account) -> list[str]:
    (workload,) = account.workloads
    return [show_symbols(arn) for arn in workload.roles]


def problems(account: Account) -> list[tuple[str, str]]:
    return [(each.path, each.why) for each in account.unresolved]


OF_ROLES = [(kind, path) for kind, runs in WORKLOADS.items() for path in runs.roles]
OF_PROFILES = [(kind, path) for kind, runs in WORKLOADS.items() for path in runs.profiles]
ELSEWHERE = "arn:aws:iam::123456789012:role/service-role/elsewhere"


@pytest.mark.parametrize(("kind", "path"), OF_ROLES)
def test_a_role_is_found_by_its_arn_or_its_name(account_of: Read, kind: str, path: str) -> None:
    ours = f"{IAM}role/${{R}}"
    for value, found in (({"Fn::GetAtt": ["R", "Arn"]}, ours), ({"Ref": "R"}, ours), (ELSEWHERE, ELSEWHERE)):
        account = read(account_of, kind, written(path, value))
        assert (roles(account), account.unresolved) == ([found], ())


@pytest.mark.parametrize(("kind", "path"), OF_PROFILES)
def test_the_roles_of_an_instance_profile_are_found_by_its_arn_or_its_name(
    account_of: Read, kind: str, path: str
) -> None:
    for value in ({"Fn::GetAtt": ["P", "Arn"]}, {"Ref": "P"}):
        account = read(account_of, kind, written(path, value))
        assert (roles(account), account.unresolved) == ([f"{IAM}role/${{R}}"], ())


@pytest.mark.parametrize("kind", WORKLOADS)
def test_each_type_has_an_arn_as_aws_publishes_it_and_may_have_no_role(account_of: Read, kind: str) -> None:
    account = read(account_of, kind, {})
    (workload,) = account.workloads
    published = [re.sub(r"\$\{[^}]*\}", "*", arn) for arn in service_arns(workload.arn.split(":")[2])]
    assert any(arn_matcher(pattern_of(arn))(workload.arn) for arn in published)
    assert (workload.type, workload.logical_id, workload.template, workload.stack, workload.roles) == (
        *(kind, "It", "t.json", "t", ()),
    )
    assert account.unresolved == ()


def test_a_literal_name_is_that_of_a_role_with_a_path(account_of: Read) -> None:
    role = {**ROLE, "Properties": {**ROLE["Properties"], "RoleName": "worker", "Path": "/jobs/"}}
    account = read(account_of, "AWS::Glue::Job", {"Role": "worker"}, W=role)
    assert roles(account) == [f"{IAM}role/jobs/worker"]


def test_a_name_that_is_nobodys_is_reported(account_of: Read) -> None:
    account = read(account_of, "AWS::Glue::Job", {"Role": "nobody"})
    assert (roles(account), problems(account)) == (
        [],
        [("Properties.Role", "there is no role nobody in what was read")],
    )


def test_a_profile_that_is_nobodys_is_reported(account_of: Read) -> None:
    account = read(account_of, "AWS::EC2::Instance", {"IamInstanceProfile": "nobody"})
    assert (roles(account), problems(account)) == (
        [],
        [("Properties.IamInstanceProfile", "there is no instance profile nobody in what was read")],
    )


def test_every_role_is_found_once(account_of: Read) -> None:
    arn = {"Fn::GetAtt": ["R", "Arn"]}
    targets = [{"RoleArn": arn}, {"RoleArn": ELSEWHERE}, {"Arn": "x"}]
    account = read(account_of, "AWS::Events::Rule", {"RoleArn": arn, "Targets": targets})
    assert roles(account) == [f"{IAM}role/${{R}}", ELSEWHERE]


def test_what_a_condition_leaves_out_is_no_role(account_of: Read) -> None:
    data = {"Fn::If": ["No", {"IamInstanceProfile": {"Name": "x"}}, {"Ref": "AWS::NoValue"}]}
    it = {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": data}}
    account = account_of({"It": it}, {"Conditions": {"No": {"Fn::Equals": ["a", "b"]}}})
    assert (roles(account), account.unresolved) == ([], ())


def test_only_what_leads_to_a_role_is_resolved(account_of: Read) -> None:
    data = {"UserData": {"Fn::Other": 1}, "IamInstanceProfile": {"Name": {"Ref": "P"}}}
    account = read(account_of, "AWS::EC2::LaunchTemplate", {"LaunchTemplateData": data})
    assert (roles(account), account.unresolved) == ([f"{IAM}role/${{R}}"], ())


def test_a_role_that_is_known_at_deployment_is_reported(account_of: Read) -> None:
    account = read(account_of, "AWS::Lambda::Function", {"Role": "{{resolve:ssm:role}}"})
    assert roles(account) == []
    assert ("Properties.Role", "a dynamic reference is read when the stack is deployed") in problems(account)


@pytest.mark.parametrize(
    ("properties", "at", "why"),
    [
        ({"LaunchTemplateData": "x"}, "LaunchTemplateData", '"x" is not an object'),
        (
            {"LaunchTemplateData": {"IamInstanceProfile": 1}},
            *("LaunchTemplateData.IamInstanceProfile", "1 is not an object"),
        ),
        (
            {"LaunchTemplateData": {"IamInstanceProfile": {"Name": {"a": "b"}}}},
            *("LaunchTemplateData.IamInstanceProfile.Name", '{"a": "b"} is not text'),
        ),
    ],
)  # fmt: skip
def test_what_is_malformed_is_no_role_and_is_reported(
    account_of: Read, properties: dict[str, Any], at: str, why: str
) -> None:
    account = read(account_of, "AWS::EC2::LaunchTemplate", properties)
    assert (roles(account), problems(account)) == ([], [(f"Properties.{at}", why)])


def test_the_profile_of_the_same_stack_is_the_nearest(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        role = {**ROLE, "Properties": {**ROLE["Properties"], "RoleName": name}}
        profile = {"Type": "AWS::IAM::InstanceProfile", "Properties": {"InstanceProfileName": "P", "Roles": [name]}}
        it = {"Type": "AWS::EC2::Instance", "Properties": {"IamInstanceProfile": "P"}}
        files.append(tmp_path / f"{name}.json")
        files[-1].write_text(json.dumps({"Resources": {f"R{name}": role, f"P{name}": profile, f"I{name}": it}}))
    account = load(files, account="123456789012", region="eu-central-1")
    assert [workload.roles for workload in account.workloads] == [(f"{IAM}role/one",), (f"{IAM}role/two",)]


NAMES = sorted({name for _, path in (*OF_ROLES, *OF_PROFILES) for name in path.split(".")} | {"Ref", "Fn::GetAtt"})
TEXTS = st.sampled_from(["R", "P", "AWS::NoValue", "R.Arn", ELSEWHERE, "arn:", "{{resolve:ssm:x}}", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | st.fixed_dictionaries({"Ref": TEXTS}),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(OF_ROLES + OF_PROFILES), VALUES, st.integers(1, 4))
def test_whatever_is_where_a_role_should_be_raises_nothing(place: tuple[str, str], value: Any, depth: int) -> None:
    kind, path = place
    it = {"Type": kind, "Properties": written(".".join(path.split(".")[:depth]), value)}
    stack = Stack(name="S", file="t.json", template={"Resources": {"It": it, "R": ROLE, "P": PROFILE}})
    header = {"account_id": "123456789012", "account_from": "given", "partition": "aws", "region": "eu-central-1"}
    account = assemble(gather(Deployment([stack], account="123456789012")), lambda _: None, **header)
    assert all(arn.startswith("arn:") for workload in account.workloads for arn in workload.roles)
