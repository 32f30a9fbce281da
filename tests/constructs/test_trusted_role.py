import re
from typing import Any

import pytest
from aws_cdk import App, Aws, Duration, Environment, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk.assertions import Annotations, Match, Template

from iam_stacks import PolicyError, TrustedRole, TrustPolicy, TrustPrincipal, policy
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
    TrustedRole(stack, "R", trust=TrustPolicy.ec2() | TrustPolicy.account(Aws.ACCOUNT_ID))
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


def in_account(app: App, account: str | None) -> Stack:
    return Stack(app, "In", env=Environment(account=account, region="eu-central-1"))


def test_the_account_of_the_stack_is_not_foreign(app_of_ones_own: App) -> None:
    TrustedRole(in_account(app_of_ones_own, "111111111111"), "R", trust=TrustPolicy.account("111111111111"))


@pytest.mark.parametrize("account", ["222222222222", None])
def test_an_account_other_than_the_stacks_needs_an_external_id(app_of_ones_own: App, account: str | None) -> None:
    with pytest.raises(PolicyError, match="account 111111111111 is neither the one deployed to nor"):
        TrustedRole(in_account(app_of_ones_own, account), "R", trust=TrustPolicy.account("111111111111"))


@pytest.mark.parametrize(
    ("region", "domain"),
    [
        ("eu-central-1", "signin.aws.amazon.com"),
        ("us-gov-west-1", "signin.amazonaws-us-gov.com"),
        ("cn-north-1", "signin.amazonaws.cn"),
    ],
)
def test_the_sign_in_page_is_that_of_the_stacks_partition(app_of_ones_own: App, region: str, domain: str) -> None:
    stack = Stack(app_of_ones_own, "In", env=Environment(account="111111111111", region=region))
    TrustedRole(stack, "R", trust=TrustPolicy.saml("Corp"))
    (statement,) = only(stack, "AWS::IAM::Role")["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Condition"] == {"StringEquals": {"SAML:aud": f"https://{domain}/saml"}}


def test_a_trust_policy_must_not_exceed_the_quota(stack: Stack) -> None:
    roles = [f"arn:aws:iam::111111111111:role/{'r' * 40}{number:02}" for number in range(30)]
    trust = TrustPolicy.account(*roles, own_accounts=["111111111111"])
    with pytest.raises(PolicyError, match=r"the trust policy has .* and the quota is 2,048; shorten the principals"):
        TrustedRole(stack, "R", trust=trust)
    TrustedRole(stack, "Raised", trust=trust, trust_policy_size_quota=4096)


def test_what_is_wide_in_a_trust_is_a_warning(stack: Stack) -> None:
    TrustedRole(stack, "R", trust=TrustPolicy.hcp_terraform(organization="acme", project="infra"))
    (warning,) = Annotations.from_stack(stack).find_warning("*", Match.any_value())
    assert str(warning.entry.data).startswith("app.terraform.io:sub is the pattern organization:acme:project:infra:")


def test_why_more_is_trusted_stands_in_the_template(stack: Stack) -> None:
    trust = TrustPolicy.account("111111111111", trusted=True, reason="the parent company")
    TrustedRole(stack, "R", trust=trust)
    (role,) = Template.from_stack(stack).find_resources("AWS::IAM::Role").values()
    assert role["Metadata"] == {"TrustReasons": ["the parent company"]}


def test_a_role_of_cdk_knows_no_account_unless_told(stack: Stack) -> None:
    trust = TrustPolicy.account("111111111111")
    with pytest.raises(PolicyError, match="account 111111111111 is neither"):
        TrustPrincipal(trust)
    iam.Role(stack, "R", assumed_by=TrustPrincipal(trust, account="111111111111", partition="aws"))
    (statement,) = only(stack, "AWS::IAM::Role")["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"AWS": "arn:aws:iam::111111111111:root"}


def test_a_trust_policy_is_the_assumed_by_of_a_role_of_cdk_as_it_is(stack: Stack) -> None:
    trust = TrustPolicy.service("states.amazonaws.com") | TrustPolicy.account(Aws.ACCOUNT_ID)
    for id in "AB":
        iam.Role(stack, id, assumed_by=trust)
    first, second = resources(stack, "AWS::IAM::Role")
    assert first == second
    assert [list(each["Principal"]) for each in first["AssumeRolePolicyDocument"]["Statement"]] == [
        ["Service"],
        ["AWS"],
    ]
    assert trust == policy.TrustPolicy.service("states.amazonaws.com") | policy.TrustPolicy.account(Aws.ACCOUNT_ID)


def test_a_trust_policy_as_assumed_by_knows_no_account(stack: Stack) -> None:
    with pytest.raises(RuntimeError, match="account 111111111111 is neither the one deployed to nor"):
        iam.Role(stack, "R", assumed_by=TrustPolicy.account("111111111111"))


def test_a_trust_policy_itself_must_not_be_the_principal_of_another_statement(stack: Stack) -> None:
    trust = TrustPolicy.account("999999999999", external_id="example-id")
    assert trust.principal_account is None
    assert trust.grant_principal is trust
    s3.Bucket(stack, "B").grant_read(trust)
    with pytest.raises(RuntimeError, match="it cannot be the principal of another statement"):
        only(stack, "AWS::S3::BucketPolicy")


def test_a_role_takes_a_trust_policy_and_nothing_else(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="is not allowed; give a TrustPolicy"):
        TrustedRole(stack, "R", trust=iam.ServicePrincipal("ec2.amazonaws.com"))
    with pytest.raises(PolicyError, match="is not allowed; give a TrustPolicy"):
        TrustPrincipal(iam.ServicePrincipal("ec2.amazonaws.com"))


def test_a_partition_without_a_known_sign_in_page_is_refused(app_of_ones_own: App) -> None:
    stack = Stack(app_of_ones_own, "In", env=Environment(account="111111111111", region="us-iso-east-1"))
    with pytest.raises(PolicyError, match="no sign-in page is known for partition 'aws-iso'"):
        TrustedRole(stack, "R", trust=TrustPolicy.saml("Corp"))


def test_a_size_quota_that_aws_does_not_grant_is_refused(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="size_quota 9000 is not allowed; give 1 to 8,192"):
        TrustedRole(stack, "R", trust=TrustPolicy.ec2(), trust_policy_size_quota=9000)


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


def role_with(stack: Stack, number: int, **props: Any) -> TrustedRole:
    """A role with so many AWS-managed policies."""
    names = [f"Policy{index}" for index in range(number)]
    return TrustedRole(stack, "R", trust=TrustPolicy.service("ec2.amazonaws.com"), managed_policies=names, **props)


def another_policy(stack: Stack) -> iam.IManagedPolicy:
    return iam.ManagedPolicy.from_managed_policy_name(stack, "Another", "Another")


def test_a_role_must_not_have_more_than_twenty_policies(stack: Stack) -> None:
    role_with(Stack(stack, "Fits"), 20)
    message = "Foreign/R would have 21 managed policies, and a role can have 20; put statements together, or give"
    with pytest.raises(PolicyError, match=message):
        role_with(stack, 21)


def test_a_role_can_have_as_many_policies_as_the_account_allows(stack: Stack) -> None:
    role = role_with(stack, 25, managed_policies_quota=25)
    assert len(only(stack, "AWS::IAM::Role")["ManagedPolicyArns"]) == 25
    with pytest.raises(
        PolicyError, match=r"would have 26 managed policies, and a role can have 25; put statements together$"
    ):
        role.add_managed_policy(another_policy(stack))


@pytest.mark.parametrize("quota", [0, 26])
def test_a_quota_that_aws_does_not_grant_is_refused(stack: Stack, quota: int) -> None:
    with pytest.raises(PolicyError, match=f"managed_policies_quota {quota} is not allowed; give 1 to 25"):
        role_with(stack, 1, managed_policies_quota=quota)


def test_a_lower_quota_of_the_account_can_be_given(stack: Stack) -> None:
    with pytest.raises(PolicyError, match="would have 11 managed policies, and a role can have 10"):
        role_with(stack, 11, managed_policies_quota=10)


def test_a_policy_that_is_added_counts(stack: Stack) -> None:
    role = role_with(stack, 20)
    with pytest.raises(PolicyError, match="Foreign/R would have 21 managed policies"):
        role.add_managed_policy(another_policy(stack))
    role.add_managed_policy(iam.ManagedPolicy.from_aws_managed_policy_name("Policy0"))
    assert len(only(stack, "AWS::IAM::Role")["ManagedPolicyArns"]) == 20


def test_a_policy_that_grants_open_counts(stack: Stack) -> None:
    role = role_with(stack, 19)
    bucket = s3.Bucket(stack, "B")
    bucket.grant_read(role)
    long = iam.PolicyStatement(actions=["s3:GetObject"], resources=["arn:aws:s3:::" + "x" * 6000])
    with pytest.raises(PolicyError, match="Foreign/R would have 21 managed policies"):
        role.add_to_principal_policy(long)
    bucket.grant_write(role)
    with pytest.raises(PolicyError, match="Foreign/R would have 21 managed policies"):
        role.add_managed_policy(another_policy(stack))


def _grant(role: TrustedRole, resource: str, sid: str | None = None) -> str:
    """Grant something and return the id of the policy that it is in."""
    statement = iam.PolicyStatement(sid=sid, actions=["s3:GetObject"], resources=[resource])
    added: Any = role.add_to_principal_policy(statement).policy_dependable
    return str(added.node.id)


def test_a_small_grant_fills_the_room_of_an_earlier_policy(stack: Stack) -> None:
    role = role_with(stack, 0)
    granted = [_grant(role, resource) for resource in ("a" * 5000, "b" * 5000, "c" * 100)]
    assert granted == ["Permissions", "Permissions2", "Permissions"]
    found = [policy["PolicyDocument"]["Statement"] for policy in resources(stack, "AWS::IAM::ManagedPolicy")]
    assert {str(each).count("a" * 5000) + str(each).count("c" * 100) for each in found} == {0, 2}


def test_grants_with_one_sid_go_into_policies_of_their_own_unless_they_are_the_same(stack: Stack) -> None:
    role = role_with(stack, 0)
    granted = [_grant(role, resource, sid="Read") for resource in ("a", "b", "a")]
    assert granted == ["Permissions", "Permissions2", "Permissions"]
    found = [policy["PolicyDocument"]["Statement"] for policy in resources(stack, "AWS::IAM::ManagedPolicy")]
    assert sorted(statement["Resource"] for each in found for statement in each) == ["a", "b"]
