import re
from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import App, Aws, CfnParameter, Fn, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk.assertions import Template

from iam_stacks import IamGroup, IamUser, PolicyError, TrustedRole, TrustPolicy
from iam_stacks.constructs.attachments import Principal
from iam_stacks.constructs.managed_policies import ManagedPolicies
from iam_stacks.policy.size import estimated_size
from tests.constructs.synthesis import only, resources

MINIMIZE = "@aws-cdk/aws-iam:minimizePolicies"
EC2 = TrustPolicy.service("ec2.amazonaws.com")


def statements(number: int, **more: Any) -> list[iam.PolicyStatement]:
    """About eleven of which fill a policy; none can be merged with another."""
    return [
        iam.PolicyStatement(
            actions=[f"s3:Get{index}"], resources=[f"arn:aws:s3:::{'x' * 400}{index}/*"], sid=f"Read{index}", **more
        )
        for index in range(number)
    ]


def policies(scope: Stack, number: int, id: str = "Many") -> ManagedPolicies:
    """So many policies, each full of one statement."""
    full = [iam.PolicyStatement(actions=["s3:GetObject"], resources=[f"{index:6000}"]) for index in range(number)]
    made = ManagedPolicies(scope, id, statements=full)
    assert len(made.policies) == number
    return made


@pytest.fixture(params=[True, False], ids=["minimized", "as written"])
def each_stack(request: pytest.FixtureRequest, context: dict[str, Any]) -> Stack:
    return Stack(App(context={**context, MINIMIZE: request.param}), "Foreign")


def test_as_many_policies_as_the_quota_asks_for_each_within_it(each_stack: Stack) -> None:
    conditions = {"Bool": {"aws:SecureTransport": "true"}}
    many = ManagedPolicies(each_stack, "Many", statements=statements(30, conditions=conditions))
    documents = [policy["PolicyDocument"] for policy in resources(each_stack, "AWS::IAM::ManagedPolicy")]
    assert len(documents) == len(many.policies) == 3
    assert all(estimated_size(document) <= 6144 for document in documents)
    found = [statement for document in documents for statement in document["Statement"]]
    assert {statement["Sid"] for statement in found} == {f"Read{index}" for index in range(30)}
    assert all(statement["Condition"] == conditions for statement in found)


def test_statements_of_many_resources_are_merged_and_still_fit(each_stack: Stack) -> None:
    reads = [
        iam.PolicyStatement(actions=["s3:GetObject"], resources=[f"arn:aws:s3:::{'x' * 50}{index}/*"])
        for index in range(200)
    ]
    ManagedPolicies(each_stack, "Many", statements=reads)
    documents = [policy["PolicyDocument"] for policy in resources(each_stack, "AWS::IAM::ManagedPolicy")]
    assert len(documents) == 3
    assert all(estimated_size(document) <= 6144 for document in documents)
    assert all(len(document["Statement"]) == 1 for document in documents)
    assert sum(len(document["Statement"][0]["Resource"]) for document in documents) == 200


def test_names_are_numbered_and_path_and_description_are_of_all(stack: Stack) -> None:
    many = ManagedPolicies(
        stack, "Many", statements=statements(20), managed_policy_name="Reading", path="/app/", description="Reads"
    )
    assert [policy.node.id for policy in many.policies] == ["Policy", "Policy2"]
    found = resources(stack, "AWS::IAM::ManagedPolicy")
    assert {policy["ManagedPolicyName"] for policy in found} == {"Reading", "Reading2"}
    assert {policy["Path"] for policy in found} == {"/app/"}
    assert {policy["Description"] for policy in found} == {"Reads"}


def test_a_name_that_is_a_token_is_numbered_too(stack: Stack) -> None:
    ManagedPolicies(stack, "Many", statements=statements(20), managed_policy_name=Aws.STACK_NAME)
    names = [policy["ManagedPolicyName"] for policy in resources(stack, "AWS::IAM::ManagedPolicy")]
    assert {"Ref": "AWS::StackName"} in names
    assert {"Fn::Join": ["", [{"Ref": "AWS::StackName"}, "2"]]} in names


def test_no_statement_makes_no_policy(stack: Stack) -> None:
    assert ManagedPolicies(stack, "None", statements=[]).policies == ()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"managed_policy_name": "a b"}, "managed_policy_name 'a b' is not allowed; give 1 to 128 characters"),
        ({"managed_policy_name": "x" * 128}, f"managed_policy_name '{'x' * 128}2' is not allowed"),
        ({"path": "x"}, "path 'x' is not allowed"),
        ({"description": "\x00"}, "is not allowed; give 0 to 1,000 characters"),
        ({"statements": [iam.PolicyStatement(resources=["x" * 7000])]}, "statements[0] is too long for a policy"),
    ],
)
def test_what_iam_would_not_accept_is_refused_at_once(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        ManagedPolicies(stack, "Many", **{"statements": statements(20), **wrong})


def test_a_statement_is_measured_as_what_it_resolves_to(stack: Stack) -> None:
    """Fifty log groups of this account: 3 kB for IAM, 7 kB as CloudFormation writes them."""
    groups = [f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:g{number}" for number in range(50)]
    reads = [iam.PolicyStatement(actions=["logs:GetLogEvents"], resources=[group]) for group in groups]
    assert len(ManagedPolicies(stack, "Many", statements=reads).policies) == 1


def test_what_is_known_only_at_deployment_stays_a_reference(each_stack: Stack) -> None:
    """Also a list, which is no item of another, and what another stack exports."""
    bucket = s3.Bucket(Stack(each_stack.node.scope, "Other"), "Bucket")
    keys = CfnParameter(each_stack, "Keys", type="CommaDelimitedList")
    reads = [
        iam.PolicyStatement(actions=["s3:GetObject"], resources=[bucket.arn_for_objects("a")]),
        iam.PolicyStatement(actions=["s3:GetObject"], resources=keys.value_as_list),
        iam.PolicyStatement(actions=["s3:GetObject"], resources=[bucket.arn_for_objects("b")]),
        iam.PolicyStatement(
            actions=["s3:PutObject"], resources=["*"], conditions={"StringEquals": {"aws:x": Fn.ref("P")}}
        ),
    ]
    ManagedPolicies(each_stack, "Many", statements=reads)
    first, second, third = only(each_stack, "AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]
    assert [item["Fn::Join"][1][1] for item in first["Resource"]] == ["/a", "/b"]
    assert all("Fn::" in str(item["Fn::Join"][1][0]) for item in first["Resource"])
    assert second["Resource"] == {"Ref": "Keys"}
    assert third["Condition"] == {"StringEquals": {"aws:x": {"Ref": "P"}}}


PRINCIPALS: list[tuple[str, Callable[[Stack], Principal], int]] = [
    ("Groups", lambda stack: IamGroup(stack, "P"), 10),
    ("Groups", lambda stack: iam.Group(stack, "P"), 10),
    ("Users", lambda stack: IamUser(stack, "P"), 10),
    ("Users", lambda stack: iam.User(stack, "P"), 10),
    ("Roles", lambda stack: TrustedRole(stack, "P", trust=EC2), 20),
    ("Roles", lambda stack: iam.Role(stack, "P", assumed_by=iam.AccountRootPrincipal()), 20),
]


@pytest.mark.parametrize(("element", "principal", "quota"), PRINCIPALS)
def test_policies_attach_to_any_principal_and_name_it(
    stack: Stack, element: str, principal: Callable[[Stack], Principal], quota: int
) -> None:
    whom = principal(stack)
    policies(stack, 2).attach_to(whom)
    found = resources(stack, "AWS::IAM::ManagedPolicy")
    assert [policy[element] for policy in found] == [[{"Ref": stack.get_logical_id(whom.node.default_child)}]] * 2  # type: ignore[arg-type]


@pytest.mark.parametrize(("element", "principal", "quota"), PRINCIPALS)
def test_more_policies_than_the_quota_are_refused(
    stack: Stack, element: str, principal: Callable[[Stack], Principal], quota: int
) -> None:
    whom = principal(stack)
    policies(stack, quota).attach_to(whom)
    one = policies(stack, 1, "One")
    message = f"Foreign/P would have {quota + 1} managed policies, and a {element[:-1].lower()} can have {quota}; put"
    with pytest.raises(PolicyError, match=re.escape(message)):
        one.attach_to(whom)
    assert sum(element in policy for policy in resources(stack, "AWS::IAM::ManagedPolicy")) == quota


def test_what_the_principal_names_itself_counts(stack: Stack) -> None:
    named = [iam.ManagedPolicy.from_aws_managed_policy_name(f"N{number}") for number in range(9)]
    user = iam.User(stack, "P", managed_policies=named)
    with pytest.raises(PolicyError, match="Foreign/P would have 11 managed policies, and a user can have 10"):
        policies(stack, 2).attach_to(user)


def test_a_policy_whose_arn_is_a_token_counts_and_a_list_that_is_a_token_does_not(stack: Stack) -> None:
    user = iam.User(stack, "P")
    user.add_managed_policy(iam.ManagedPolicy.from_managed_policy_arn(stack, "I", Fn.import_value("Arn")))
    with pytest.raises(PolicyError, match="would have 11"):
        policies(stack, 10).attach_to(user)
    resource = user.node.default_child
    assert isinstance(resource, iam.CfnUser)
    resource.managed_policy_arns = CfnParameter(stack, "Arns", type="CommaDelimitedList").value_as_list
    policies(stack, 10, "More").attach_to(user)


def test_policies_that_are_attached_again_count_once(stack: Stack) -> None:
    many, user = policies(stack, 10), iam.User(stack, "P")
    many.attach_to(user)
    many.attach_to(user)
    assert all(len(policy["Users"]) == 1 for policy in resources(stack, "AWS::IAM::ManagedPolicy"))


def test_a_higher_quota_can_be_given(stack: Stack) -> None:
    role = iam.Role(stack, "P", assumed_by=iam.AccountRootPrincipal())
    many = policies(stack, 25)
    with pytest.raises(PolicyError, match="or give the managed_policies_quota of the account, 25 at most"):
        many.attach_to(role)
    many.attach_to(role, managed_policies_quota=25)
    Template.from_stack(stack)
    with pytest.raises(PolicyError, match="managed_policies_quota 26 is not allowed; give 1 to 25"):
        many.attach_to(role, managed_policies_quota=26)


def test_the_quota_of_a_group_is_fixed(stack: Stack) -> None:
    with pytest.raises(PolicyError, match=r"a group can have 10; put statements together$"):
        policies(stack, 11).attach_to(iam.Group(stack, "P"))


def test_an_imported_principal_is_refused(stack: Stack) -> None:
    role: Any = iam.Role.from_role_name(stack, "P", "R")
    with pytest.raises(PolicyError, match=r"policies are attached to an iam\.Group, iam\.Role or iam\.User"):
        policies(stack, 1).attach_to(role)


def test_a_statement_may_be_about_the_principal_itself(stack: Stack) -> None:
    """No circle: the user does not refer to the policy."""
    user = iam.User(stack, "P")
    own = iam.PolicyStatement(actions=["iam:GetUser"], resources=[user.user_arn])
    ManagedPolicies(stack, "Own", statements=[own]).attach_to(user)
    assert only(stack, "AWS::IAM::User") == {}
