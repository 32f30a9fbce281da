"""What rules look at."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.load import load
from iam_stacks.checks.views import AccountView, PolicyView
from tests.checks.conftest import of_kind
from tests.checks.samples import allow, managed, role

View = Callable[..., AccountView]

TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


@pytest.fixture
def view(tmp_path: Path) -> View:
    def read(resources: Mapping[str, Any]) -> AccountView:
        file = tmp_path / "t.json"
        file.write_text(json.dumps({"Resources": resources}), encoding="utf-8")
        return AccountView(load([file], account="123456789012"))

    return read


def shown(policies: tuple[PolicyView, ...]) -> list[tuple[str, str, list[str]]]:
    return [(policy.kind, policy.name, [holder.name for holder in policy.holders]) for policy in policies]


class TestPolicies:
    def test_an_identity_policy_knows_who_has_it(self, view: View) -> None:
        user = {"U": {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe"}}}
        policy = managed(allow("s3:GetObject"), ManagedPolicyName="Read", Users=["JohnDoe"])
        assert shown(view(user | policy).policies) == [("identity", "Read", ["JohnDoe"])]

    def test_a_policy_whose_name_cloudformation_chooses_has_that_of_its_logical_id(self, view: View) -> None:
        assert shown(view(managed(allow("s3:GetObject"))).policies) == [("identity", "P", [])]

    def test_an_inline_policy_has_its_own_name(self, view: View) -> None:
        inline = {"PolicyName": "Write", "PolicyDocument": {"Statement": allow("s3:PutObject")}}
        user = {"U": {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe", "Policies": [inline]}}}
        assert shown(view(user).policies) == [("identity", "Write", ["JohnDoe"])]

    def test_a_trust_policy_is_that_of_its_role(self, view: View) -> None:
        assert shown(view(role(TRUST, RoleName="Runner")).policies) == [("trust", "trust", ["Runner"])]

    def test_a_policy_that_is_a_boundary_and_nothing_else_is_a_boundary(self, view: View) -> None:
        user = {"U": {"Type": "AWS::IAM::User", "Properties": {"UserName": "J", "PermissionsBoundary": {"Ref": "P"}}}}
        assert shown(view(user | managed(allow("s3:*"))).policies) == [("boundary", "P", ["J"])]

    def test_a_policy_that_others_demand_as_a_boundary_is_one(self, view: View) -> None:
        arn = {"Fn::Sub": "arn:aws:iam::123456789012:policy/Edge"}
        demand = allow("iam:CreateRole", Condition={"StringEquals": {"IAM:PermissionsBoundary": arn}})
        resources = {"Edge": managed(allow("s3:*"), ManagedPolicyName="Edge")["P"]} | managed(demand)
        assert sorted(shown(view(resources).policies)) == [("boundary", "Edge", []), ("identity", "P", [])]

    def test_a_boundary_that_is_attached_too_grants(self, view: View) -> None:
        properties = {"UserName": "J", "PermissionsBoundary": {"Ref": "P"}, "ManagedPolicyArns": [{"Ref": "P"}]}
        found = view({"U": {"Type": "AWS::IAM::User", "Properties": properties}} | managed(allow("s3:*")))
        assert [policy.kind for policy in found.policies] == ["identity"]

    def test_the_policy_of_a_resource_knows_what_it_guards(self, view: View) -> None:
        document = {"Statement": [allow("s3:GetObject", Principal="*")]}
        bucket = {"B": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": document}}}
        (policy,) = view(bucket).policies
        assert policy.kind == "resource"
        assert policy.guarded
        assert policy.guarded.resource == "arn:aws:s3:::b"

    def test_a_policy_of_aws_is_seen_at_each_identity_that_has_it(self, view: View) -> None:
        attached = {"ManagedPolicyArns": [ADMINISTRATOR]}
        users = {name: {"Type": "AWS::IAM::User", "Properties": attached} for name in ("U1", "U2")}
        found = view(users).policies
        assert [(policy.of_aws, policy.name, policy.place.logical_id) for policy in found] == [
            (True, "AdministratorAccess", "U1"),
            (True, "AdministratorAccess", "U2"),
        ]

    def test_a_malformed_policy_has_no_statements_but_what_is_written(self, view: View) -> None:
        (policy,) = view(managed({"Effect": "Allow", "Action": "s3"})).policies
        assert (policy.document, policy.statements, policy.has_variables) == (None, (), False)
        assert policy.raw_statements == ((0, {"Effect": "Allow", "Action": "s3"}),)

    @pytest.mark.parametrize("source", [{}, {"Statement": "x"}, "x", {"Statement": ["x"]}])
    def test_what_is_no_statement_is_not_among_those_that_are_written(self, view: View, source: Any) -> None:
        policy = {"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": source}}}
        (found,) = view(policy).policies
        assert found.raw_statements == ()

    def test_a_single_statement_is_a_list_of_one(self, view: View) -> None:
        document = {"Statement": allow("s3:GetObject")}
        (found,) = view({"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}}).policies
        assert found.raw_statements == ((0, allow("s3:GetObject")),)


class TestStatements:
    def statement(self, view: View, **elements: Any) -> Any:
        (policy,) = view(managed(allow(**elements))).policies
        return policy.statements[0]

    def test_patterns_of_actions_are_expanded_as_aws_writes_them(self, view: View) -> None:
        found = self.statement(view, actions=["sqs:listq*", "SQS:ListQueues", "sqs:SendMessage"])
        assert found.actions == ("sqs:ListQueueTags", "sqs:ListQueues", "sqs:SendMessage")
        assert found.reaches == found.actions

    def test_not_action_reaches_all_others(self, view: View) -> None:
        found = self.statement(view, actions=None, NotAction=["s*:*"])
        assert found.actions == ()
        assert "iam:CreateUser" in found.reaches
        assert "sqs:SendMessage" not in found.reaches

    def test_an_allow_of_an_identity_policy_grants(self, view: View) -> None:
        assert self.statement(view, actions="s3:*").grants
        assert not self.statement(view, actions="s3:*", Effect="Deny").grants
        (trust,) = view(role(TRUST)).policies
        assert not trust.statements[0].grants
        assert trust.statements[0].account.account_id == "123456789012"


def test_policies_that_are_written_alone_are_of_the_kind_that_is_given(view: View) -> None:
    account = of_kind(view(managed(allow("s3:*"))).account, "scp")
    (policy,) = AccountView(account).policies
    assert policy.kind == "scp"
