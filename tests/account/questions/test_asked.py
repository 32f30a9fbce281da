"""The questions that an account answers."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import has_symbol, symbol

IAM = "arn:aws:iam::123456789012:"
ROLE = f"{IAM}role/R"
KEY = "arn:aws:kms:eu-central-1:123456789012:key/${Key}"
OBJECT = "arn:aws:s3:::data/k"
PROVIDER = f"{IAM}oidc-provider/token.example.com"
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **each} for each in statements]}


def user(*statements: dict[str, Any], **properties: Any) -> dict[str, Any]:
    policies = [{"PolicyName": "P", "PolicyDocument": document(*statements)}]
    return {"Type": "AWS::IAM::User", "Properties": {"Policies": policies, **properties}}


def bucket_policy(*statements: dict[str, Any]) -> dict[str, Any]:
    properties = {"Bucket": "data", "PolicyDocument": document(*statements)}
    return {"Type": "AWS::S3::BucketPolicy", "Properties": properties}


def role(*statements: dict[str, Any], **properties: Any) -> dict[str, Any]:
    properties = {"RoleName": "R", "AssumeRolePolicyDocument": document(*statements), **properties}
    return {"Type": "AWS::IAM::Role", "Properties": properties}


def who(account: Account, *question: Any, **options: Any) -> list[str]:
    return [each.principal for each in account.who_can(*question, **options)]


@pytest.fixture
def account(account_of: Callable[..., Account]) -> Account:
    everything = {"Action": "*", "Resource": "*"}
    return account_of(
        {
            "Admin": user(everything, UserName="Admin"),
            "Jane": user(
                {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/${aws:PrincipalTag/team}/*"},
                {"Sid": "Queue", "Action": "sqs:SendMessage", "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}},
                Tags=[{"Key": "team", "Value": "sales"}],
            ),
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Key": {
                "Type": "AWS::KMS::Key",
                "Properties": {
                    "KeyPolicy": document(
                        {"Principal": {"AWS": f"{IAM}user/Admin"}, "Action": "kms:*", "Resource": "*"}
                    )
                },
            },
            "Data": bucket_policy(
                {
                    "Sid": "Partner",
                    "Principal": {"AWS": ["999999999999", "arn:aws:iam::888888888888:role/Reader", "AIDAEXAMPLE"]},
                    "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::data/*",
                },
                {
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:DeleteObject",
                    "Resource": "arn:aws:s3:::data/*",
                    "Condition": {"StringNotEquals": {"aws:PrincipalAccount": ["123456789012", "777777777777"]}},
                },
                {
                    "Principal": "*",
                    "Action": ["s3:PutObject", "s3:DeleteObject"],
                    "Resource": "arn:aws:s3:::data/*",
                },
            ),
            "R": role(
                {"Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", "Condition": MFA},
                {"Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"},
                {"Principal": {"Federated": PROVIDER}, "Action": "sts:AssumeRoleWithWebIdentity"},
                {"Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity"},
            ),
        }
    )


def test_a_user_can_by_its_own_policy(account: Account) -> None:
    access = account.can("user/Admin", "S3:listbucket", "arn:aws:s3:::data")
    assert (access.principal, access.certain) == (f"{IAM}user/Admin", True)
    assert access.decision.reasons == (Reason("Admin/P", 0, None, "Allow"),)


def test_tags_of_a_user_fill_its_principal_tags(account: Account) -> None:
    assert account.can("Jane", "s3:GetObject", "arn:aws:s3:::data/sales/k").certain
    assert not account.can("Jane", "s3:GetObject", "arn:aws:s3:::data/law/k").possible
    assert account.can("Jane", "s3:GetObject", "arn:aws:s3:::data/law/k", {"AWS:principaltag/Team": "law"}).certain


def test_a_role_to_be_assumed_is_guarded_by_its_trust_policy(account: Account) -> None:
    access = account.can("Admin", "sts:AssumeRole", ROLE)
    assert (access.certain, access.possible) == (False, True)
    assert access.decision.depends_on == ("aws:MultiFactorAuthPresent",)
    with_mfa = account.can("Admin", "sts:AssumeRole", ROLE, {"aws:MultiFactorAuthPresent": True})
    assert with_mfa.decision.reasons == (Reason("Admin/P", 0, None, "Allow"), Reason("R/trust", 0, None, "Allow"))
    assert not account.can("Admin", "sts:AssumeRole", ROLE, unknown=()).possible
    assert not account.can(f"{IAM}root", "sts:AssumeRole", ROLE, {"aws:MultiFactorAuthPresent": True}).possible


def test_a_trust_policy_says_nothing_of_what_else_is_done_to_a_role(account: Account) -> None:
    assert account.can("Admin", "iam:DeleteRole", ROLE).certain


def test_a_role_whose_trust_policy_is_malformed_is_assumed_by_nobody(account_of: Callable[..., Account]) -> None:
    broken = role() | {"Properties": {"RoleName": "R", "AssumeRolePolicyDocument": "broken"}}
    account = account_of({"U": user({"Action": "*", "Resource": "*"}), "R": broken})
    assert who(account, "sts:AssumeRole", ROLE) == []
    assert account.unresolved


def test_a_key_is_used_by_those_whom_its_policy_allows(account: Account) -> None:
    assert who(account, "kms:Decrypt", KEY) == [f"{IAM}user/Admin"]
    assert account.can("user/Admin", "kms:Decrypt", KEY).decision.reasons[-1].policy == "Key/PolicyDocument"
    assert not account.can("user/Admin", "kms:Decrypt", KEY.replace("Key", "Other")).possible


def test_a_bucket_policy_guards_the_objects_and_the_answer_names_its_statement(account: Account) -> None:
    found = account.who_can("s3:GetObject", OBJECT)
    assert [(each.principal, each.decision.reasons) for each in found] == [
        ("arn:aws:iam::123456789012:user/Admin", (Reason("Admin/P", 0, None, "Allow"),)),
        ("arn:aws:iam::888888888888:role/Reader", (Reason("Data/PolicyDocument", 0, "Partner", "Allow"),)),
        ("arn:aws:iam::999999999999:root", (Reason("Data/PolicyDocument", 0, "Partner", "Allow"),)),
    ]
    assert who(account, "s3:GetObject", "arn:aws:s3:::other/k") == [f"{IAM}user/Admin"]


def test_a_condition_says_whom_of_everybody_a_policy_means(account: Account) -> None:
    assert "*" in who(account, "s3:PutObject", OBJECT)
    can_delete = {each.principal: each.decision for each in account.who_can("s3:DeleteObject", OBJECT)}
    assert can_delete["arn:aws:iam::777777777777:root"].outcomes == ("allowed",)
    assert can_delete["*"].depends_on == ("aws:PrincipalAccount",)


def test_services_and_identity_providers_are_among_those_who_can(account: Account) -> None:
    assert who(account, "sts:AssumeRole", ROLE, unknown=()) == ["lambda.amazonaws.com"]
    assert who(account, "sts:AssumeRoleWithWebIdentity", ROLE) == ["accounts.google.com", PROVIDER]


def test_somebody_outside_can_be_asked_about(account: Account) -> None:
    assert account.can("lambda.amazonaws.com", "sts:AssumeRole", ROLE).certain
    assert not account.can("sns.amazonaws.com", "sts:AssumeRole", ROLE).possible
    assert account.can("arn:aws:iam::999999999999:user/X", "s3:GetObject", OBJECT).certain
    assert not account.can("arn:aws:iam::888888888888:user/X", "s3:GetObject", OBJECT).possible
    assert account.can("*", "s3:PutObject", OBJECT).principal == "*"


def test_a_session_is_answered_for_by_its_own_name(account: Account) -> None:
    session = "arn:aws:sts::123456789012:assumed-role/R/s"
    assert account.can(session, "s3:PutObject", OBJECT).principal == session


def test_names_that_cloudformation_will_choose_are_read_and_shown(account: Account) -> None:
    queue = "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}"
    access = account.can(f"{IAM}user/${{Jane}}", "sqs:SendMessage", queue)
    assert (access.principal, access.certain) == (f"{IAM}user/${{Jane}}", True)
    assert access.decision.reasons == (Reason("Jane/P", 1, "Queue", "Allow"),)
    assert who(account, "sqs:SendMessage", queue) == [f"{IAM}user/${{Jane}}", f"{IAM}user/Admin"]
    assert account.actions_of("Jane").principal == f"{IAM}user/${{Jane}}"


@pytest.mark.parametrize(
    ("resource", "owner"),
    [
        ("*", "123456789012"),
        (OBJECT, "123456789012"),
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", "123456789012"),
        ("arn:aws:sqs:eu-central-1:999999999999:q", "999999999999"),
    ],
)
def test_a_resource_is_of_the_account_that_its_arn_names_or_else_of_the_one_that_was_read(
    account_of: Callable[..., Account], resource: str, owner: str
) -> None:
    here = {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}
    account = account_of({"U": user({"Action": "*", "Resource": "*", "Condition": here})})
    assert account.can("U", "s3:GetObject", resource).possible is (owner == "123456789012")


def test_an_account_that_is_not_known_is_equal_to_itself_and_to_no_other(account_of: Callable[..., Account]) -> None:
    own = {"Fn::Sub": "arn:aws:sqs:eu-central-1:${AWS::AccountId}:q"}
    account = account_of({"U": user({"Action": "sqs:*", "Resource": own}, UserName="U")}, account=None)
    assert account.account_id == symbol("AWS::AccountId")
    access = account.can("user/U", "sqs:SendMessage", "arn:aws:sqs:eu-central-1:${AWS::AccountId}:q")
    assert (access.principal, access.certain) == ("arn:aws:iam::${AWS::AccountId}:user/U", True)
    assert not account.can("user/U", "sqs:SendMessage", "arn:aws:sqs:eu-central-1:123456789012:q").possible


def test_no_answer_holds_a_character_of_our_own(account_of: Callable[..., Account]) -> None:
    named = {"Fn::Sub": "${Jane}"}
    condition = {"StringEquals": {"aws:SourceVpc": named, "aws:RequestTag/${Jane}": "x", "aws:username": named}}
    statement = {"Sid": named, "Action": "sqs:*", "Resource": "*", "Condition": condition}
    account = account_of(
        {
            "Jane": user(statement, {"Effect": "Deny", "Action": "sqs:DeleteQueue", "Resource": "*"}),
            "Send": {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {"Users": [{"Ref": "Jane"}], "PolicyDocument": document(statement | {"Condition": {}})},
            },
        },
        account=None,
    )
    queue = "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}"
    context = {"aws:SourceVpc": "${Vpc}"}
    access, considered = account.why("Jane", "sqs:SendMessage", queue, context)
    answers = [
        access,
        considered,
        account.why("Jane", "sqs:SendMessage", queue),
        account.can("Jane", "sqs:SendMessage", queue),
        account.can("Jane", "sqs:DeleteQueue", queue),
        account.who_can("sqs:SendMessage", queue),
        account.actions_of("Jane"),
    ]
    assert "${Jane}" in repr(answers)
    assert "${Vpc}" in considered[0].because
    assert not [each for each in answers if has_symbol(repr(each)) or "\\ue00" in repr(each)]


def test_a_value_of_the_context_can_be_what_cloudformation_will_choose(account_of: Callable[..., Account]) -> None:
    topic = {"Type": "AWS::SNS::Topic"}
    condition = {"ArnEquals": {"aws:SourceArn": {"Ref": "Topic"}}}
    account = account_of({"Topic": topic, "U": user({"Action": "sqs:*", "Resource": "*", "Condition": condition})})
    arn = "arn:aws:sns:eu-central-1:123456789012:${Topic}"
    assert account.can("U", "sqs:SendMessage", context={"aws:SourceArn": arn}).certain
    assert not account.can("U", "sqs:SendMessage", context={"aws:SourceArn": arn + "2"}).possible
    assert account.actions_of("U", {"aws:SourceArn": arn}).depends_on == ()
    assert account.can("U", "sqs:SendMessage", context={"aws:SourceArn": arn, "aws:TagKeys": ["a"]}).certain


def test_why_says_it_of_every_statement_also_of_those_about_other_actions(account: Account) -> None:
    access, considered = account.why("Jane", "SQS:sendmessage", "arn:aws:sqs:eu-central-1:123456789012:${Queue}")
    assert access.certain
    assert [(each.policy, each.statement, each.matched, each.because) for each in considered] == [
        ("Jane/P", 0, False, "it is not about sqs:SendMessage"),
        ("Jane/P", 1, True, "everything in it matches"),
    ]


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ("s3:GetObjekt", "there is no action 's3:GetObjekt'; there is s3:GetObject or "),
        ("s3:*", "there is no action 's3:*'"),
        ("GetObject", "there is no action 'GetObject'"),
        ("xyzzy:plugh", "there is no action 'xyzzy:plugh'"),
        ("", "there is no action ''"),
    ],
)
def test_an_action_that_aws_does_not_have_is_an_error_with_those_that_are_close(
    account: Account, action: str, message: str
) -> None:
    with pytest.raises(AccountError) as error:
        account.who_can(action)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("resource", ["data", "", "s3:::data", "${Queue}"])
def test_a_resource_that_is_no_arn_is_an_error(account: Account, resource: str) -> None:
    with pytest.raises(AccountError) as error:
        account.can("Admin", "s3:GetObject", resource)
    assert str(error.value) == f"resource '{resource}' is not one; give an ARN, or *"


def test_a_resource_of_no_account_is_an_error(account: Account) -> None:
    with pytest.raises(PolicyError, match="resource_account '12' is not one"):
        account.can("Admin", "sqs:SendMessage", "arn:aws:sqs:eu-central-1:12:q")


def test_a_resource_that_may_be_of_this_account_is_refused_while_that_is_not_known(
    account_of: Callable[..., Account],
) -> None:
    unknown = account_of({"R": role({"Principal": "*"})}, account=None, region=None)
    with pytest.raises(AccountError, match="may be of this account, whose id is not known; give --account"):
        unknown.who_can("sts:AssumeRole", ROLE)
    assert unknown.who_can("sts:AssumeRole", ROLE.replace("role/R", "role/Other")) == ()


@pytest.mark.parametrize(
    "condition",
    [
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222222222222:role/a?"}},
        {"StringEquals": {"aws:PrincipalType": "AssumedRole"}},
        {"StringEquals": {"aws:username": "bob"}},
        {"Null": {"aws:username": "true"}},
    ],
)
def test_of_everybody_some_meet_a_condition_on_who_they_are(
    account_of: Callable[..., Account], condition: dict[str, Any]
) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": OBJECT}
    account = account_of({"P": bucket_policy(statement | {"Condition": condition})})
    found = {each.principal: each for each in account.who_can("s3:GetObject", OBJECT)}
    assert found["*"].possible
