import pytest
from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam

from iam_stacks import TrustedRole, TrustPolicy, TrustPrincipal
from tests.constructs.synthesis import ACCOUNT, arn, only, resources


def test_a_role_has_all_that_was_asked_for(stack: Stack) -> None:
    TrustedRole(
        stack,
        "Audit",
        trust=TrustPolicy.account("999999999999", external_id="example-id"),
        role_name="Audit",
        path="/partners/",
        description="Reads",
        managed_policies=["SecurityAudit"],
        max_session_duration=Duration.hours(2),
        permissions_boundary=iam.ManagedPolicy.from_aws_managed_policy_name("ReadOnlyAccess"),
    )
    assert only(stack, "AWS::IAM::Role") == {
        "RoleName": "Audit",
        "Path": "/partners/",
        "Description": "Reads",
        "MaxSessionDuration": 7200,
        "ManagedPolicyArns": [arn(":iam::aws:policy/SecurityAudit")],
        "PermissionsBoundary": arn(":iam::aws:policy/ReadOnlyAccess"),
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": arn(":iam::999999999999:root")},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"sts:ExternalId": "example-id"}},
                }
            ],
        },
    }


def test_a_web_identity_is_a_provider_of_the_account_deployed_to(stack: Stack) -> None:
    trust = TrustPolicy.web_identity("https://idp.example", audience="app", subject="me")
    TrustedRole(stack, "R", trust=trust)
    (statement,) = only(stack, "AWS::IAM::Role")["AssumeRolePolicyDocument"]["Statement"]
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Federated": arn(":iam::", ACCOUNT, ":oidc-provider/idp.example")},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {"idp.example:aud": "app", "idp.example:sub": "me"}},
    }


def test_a_role_can_trust_several(stack: Stack) -> None:
    TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com") | TrustPolicy.account("999999999999"))
    statements = only(stack, "AWS::IAM::Role")["AssumeRolePolicyDocument"]["Statement"]
    assert {kind for statement in statements for kind in statement["Principal"]} == {"Service", "AWS"}


def test_a_trust_policy_can_be_the_assumed_by_of_any_role(stack: Stack) -> None:
    iam.Role(stack, "R", assumed_by=TrustPrincipal(TrustPolicy.service("ec2.amazonaws.com")))
    (statement,) = only(stack, "AWS::IAM::Role")["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "ec2.amazonaws.com"}


def test_as_the_principal_of_another_statement_it_names_nobody(stack: Stack) -> None:
    trust = TrustPrincipal(TrustPolicy.account("999999999999", external_id="example-id"))
    statement = iam.PolicyStatement(actions=["s3:*"], resources=["*"], principals=[trust])
    assert "Principal" not in stack.resolve(statement.to_statement_json())


def test_what_is_added_to_a_role_lands_in_a_managed_policy(stack: Stack) -> None:
    role = TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"))
    role.add_to_policy(iam.PolicyStatement(actions=["s3:ListAllMyBuckets"], resources=["*"]))
    assert resources(stack, "AWS::IAM::Policy") == []
    assert only(stack, "AWS::IAM::ManagedPolicy")["Roles"] == [stack.resolve(role.role_name)]


def test_a_wrong_trust_is_refused_before_there_is_a_role() -> None:
    with pytest.raises(ValueError, match="account '1' is not allowed"):
        TrustPolicy.account("1")
