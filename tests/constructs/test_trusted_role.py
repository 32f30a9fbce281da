import re
from typing import Any

import pytest
from aws_cdk import Aws, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3

from iam_stacks import PolicyError, TrustedRole, TrustPolicy, TrustPrincipal
from iam_stacks.policy.size import estimated_size
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


def test_a_trust_policy_must_not_be_the_principal_of_another_statement(stack: Stack) -> None:
    trust = TrustPrincipal(TrustPolicy.account("999999999999", external_id="example-id"))
    s3.Bucket(stack, "B").grant_read(trust)
    with pytest.raises(RuntimeError, match="it cannot be the principal of another statement"):
        only(stack, "AWS::S3::BucketPolicy")


def test_what_is_added_to_a_role_lands_in_a_managed_policy(stack: Stack) -> None:
    role = TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"))
    role.add_to_policy(iam.PolicyStatement(actions=["s3:ListAllMyBuckets"], resources=["*"]))
    assert resources(stack, "AWS::IAM::Policy") == []
    assert only(stack, "AWS::IAM::ManagedPolicy")["Roles"] == [stack.resolve(role.role_name)]


def test_a_wrong_trust_is_refused_before_there_is_a_role() -> None:
    with pytest.raises(ValueError, match="account '1' is not allowed"):
        TrustPolicy.account("1")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"role_name": "a b"}, "role_name 'a b' is not allowed; give 1 to 64 characters"),
        ({"path": "x"}, "path 'x' is not allowed"),
        ({"description": "\x00"}, "is not allowed; give 0 to 1,000 characters"),
        ({"managed_policies": ["arn:aws:iam::aws:policy/X"]}, "managed_policies 'arn:aws:iam::aws:policy/X'"),
    ],
)
def test_what_iam_would_not_accept_is_refused_at_once(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"), **wrong)


def test_a_name_that_is_a_token_is_not_judged(stack: Stack) -> None:
    TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"), role_name=f"{Aws.STACK_NAME}-worker")
    assert only(stack, "AWS::IAM::Role")["RoleName"] == {"Fn::Join": ["", [{"Ref": "AWS::StackName"}, "-worker"]]}


def test_grants_that_exceed_the_quota_of_one_policy_go_into_the_next(stack: Stack) -> None:
    role = TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"))
    for number in range(60):
        s3.Bucket(stack, f"B{number}").grant_read(role)
    policies = resources(stack, "AWS::IAM::ManagedPolicy")
    assert len(policies) > 1
    assert all(estimated_size(policy["PolicyDocument"]) <= 6144 for policy in policies)
    granted = [resource for policy in policies for resource in _resources(policy)]
    assert len(granted) == 120


def _resources(policy: dict[str, Any]) -> list[Any]:
    found = [statement["Resource"] for statement in policy["PolicyDocument"]["Statement"]]
    return [resource for each in found for resource in (each if isinstance(each, list) else [each])]


def test_a_statement_that_no_policy_can_hold_is_refused(stack: Stack) -> None:
    role = TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"))
    buckets = [f"arn:aws:s3:::{'b' * 60}{number:03}" for number in range(90)]
    with pytest.raises(RuntimeError, match="a statement is too long for a policy of 6,144 characters; split it"):
        iam.Grant.add_to_principal(grantee=role, actions=["s3:GetObject"], resource_arns=buckets)


def test_a_statement_is_measured_as_what_it_resolves_to(stack: Stack) -> None:
    """Fifty log groups of this account: 3 kB for IAM, 7 kB as CloudFormation writes them."""
    role = TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"))
    groups = [f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:g{number}" for number in range(50)]
    iam.Grant.add_to_principal(grantee=role, actions=["logs:GetLogEvents"], resource_arns=groups)
    assert len(resources(stack, "AWS::IAM::ManagedPolicy")) == 1


def test_policies_of_grants_are_numbered_by_themselves(stack: Stack) -> None:
    """Whatever else a user hangs under the role: a changed id would replace what is deployed."""
    role = TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"))
    iam.ManagedPolicy(role, "Mine", statements=[iam.PolicyStatement(actions=["s3:GetObject"], resources=["*"])])
    s3.Bucket(stack, "B").grant_read(role)
    assert role.node.find_child("Permissions")
