"""What an account keeps of how its templates are written."""

from collections.abc import Callable
from typing import Any

from iam_stacks.account.account import Account
from iam_stacks.account.model import Declared
from iam_stacks.policy.symbol import show_symbols

AccountOf = Callable[..., Account]


def only(account: Account) -> Declared:
    (declared,) = account.declared
    return declared


def test_resources_of_iam_its_secrets_and_its_watch_are_declared_and_others_are_not(account_of: AccountOf) -> None:
    account = account_of(
        {
            "U": {"Type": "AWS::IAM::User"},
            "S": {"Type": "AWS::SecretsManager::Secret"},
            "A": {"Type": "AWS::RolesAnywhere::TrustAnchor"},
            "T": {"Type": "AWS::CloudTrail::Trail"},
            "P": {"Type": "Custom::PasswordPolicy"},
            "N": {"Type": "AWS::SNS::TopicPolicy"},
            "E": {"Type": "AWS::SSO::PermissionSet"},
            "Q": {"Type": "AWS::SQS::Queue"},
        }
    )
    assert [each.place.logical_id for each in account.declared] == ["U", "S", "A", "T", "P", "N", "E"]


def test_properties_are_resolved_and_kept_as_they_are_written(account_of: AccountOf) -> None:
    written = {"UserName": {"Fn::Sub": "${AWS::AccountId}-user"}, "Path": "/staff/"}
    declared = only(account_of({"U": {"Type": "AWS::IAM::User", "Properties": written}}))
    assert declared.raw == written
    assert declared.properties == {"UserName": "123456789012-user", "Path": "/staff/"}
    assert declared.arn == "arn:aws:iam::123456789012:user/staff/123456789012-user"
    assert (declared.stack, declared.region) == ("t", "eu-central-1")
    assert "Resources" in declared.template


def test_policy_documents_are_not_among_the_properties(account_of: AccountOf) -> None:
    written = {"Path": "/", "PolicyDocument": {"Statement": []}}
    assert only(account_of({"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": written}})).properties == {
        "Path": "/"
    }


def test_what_cannot_be_resolved_is_left_out_and_the_rest_stays(account_of: AccountOf) -> None:
    properties = {"Path": nested(300), "Tags": []}
    account = account_of({"U": {"Type": "AWS::IAM::User", "Properties": properties}})
    assert only(account).properties == {"Tags": []}


def test_a_resource_whose_condition_is_false_is_not_declared(account_of: AccountOf) -> None:
    conditions = {"Never": {"Fn::Equals": ["a", "b"]}}
    assert not account_of({"U": {"Type": "AWS::IAM::User", "Condition": "Never"}}, {"Conditions": conditions}).declared


def test_a_resource_whose_condition_is_wrong_is_declared(account_of: AccountOf) -> None:
    declared = only(account_of({"U": {"Type": "AWS::IAM::User", "Condition": "Missing"}}))
    assert not declared.certain


def test_a_resource_whose_condition_cannot_be_decided_is_declared_and_not_certain(account_of: AccountOf) -> None:
    sections = {
        "Parameters": {"P": {"Type": "String"}},
        "Conditions": {"Perhaps": {"Fn::Equals": [{"Ref": "P"}, "yes"]}},
    }
    resources = {"U": {"Type": "AWS::IAM::User", "Condition": "Perhaps"}, "V": {"Type": "AWS::IAM::User"}}
    assert [each.certain for each in account_of(resources, sections).declared] == [False, True]


def test_a_type_whose_arns_are_not_known_has_none(account_of: AccountOf) -> None:
    assert only(account_of({"K": {"Type": "AWS::IAM::AccessKey"}})).arn is None


def test_the_arn_of_what_has_no_text_as_its_name_is_none(account_of: AccountOf) -> None:
    user = {"Type": "AWS::IAM::User", "Properties": {"UserName": ["JohnDoe"]}}
    assert only(account_of({"U": user})).arn is None


class TestOutputs:
    def of(self, account_of: AccountOf, value: Any) -> list[Any]:
        account = account_of({"U": {"Type": "AWS::IAM::User"}}, {"Outputs": {"O": value}})
        return [(each.place.path, show_symbols(each.value), each.raw) for each in account.outputs]

    def test_an_output_is_resolved_and_kept_as_it_is_written(self, account_of: AccountOf) -> None:
        assert self.of(account_of, {"Value": {"Ref": "U"}}) == [(("Outputs", "O", "Value"), "${U}", {"Ref": "U"})]

    def test_an_output_without_a_value_is_left_out(self, account_of: AccountOf) -> None:
        assert self.of(account_of, {}) == []


def nested(depth: int) -> Any:
    return {"Fn::Join": ["", [nested(depth - 1)]]} if depth else "x"


class TestWritten:
    def test_a_policy_is_kept_as_it_is_written(self, account_of: AccountOf) -> None:
        document = {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
        account = account_of({"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}})
        (written,) = account.written
        assert written.source == document
        assert written.policy is account.managed_policies[0].policy
        assert written.place.path == ("Properties", "PolicyDocument")

    def test_a_malformed_policy_is_kept_with_its_fault(self, account_of: AccountOf) -> None:
        document = {"Statement": [{"Effect": "allow", "Action": "s3:*", "Resource": "*"}]}
        account = account_of({"P": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}})
        (written,) = account.written
        assert written.policy is None
        assert (written.fault_at, written.fault) == (
            "Statement[0].Effect",
            '"allow" is no effect; allowed: Allow or Deny',
        )

    def test_what_kms_and_a_permission_make_themselves_nobody_wrote(self, account_of: AccountOf) -> None:
        permission = {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "s3.amazonaws.com"}
        account = account_of(
            {
                "K": {"Type": "AWS::KMS::Key"},
                "L": {"Type": "AWS::Lambda::Permission", "Properties": permission},
                "S": {"Type": "AWS::IAM::ServiceLinkedRole", "Properties": {"AWSServiceName": "ecs.amazonaws.com"}},
            }
        )
        assert len(account.resource_policies) == 2
        assert not account.written
