"""Which actions a principal's policies allow."""

from collections.abc import Callable
from typing import Any

import pytest

from iam_stacks.account import service_data
from iam_stacks.account.account import Account
from iam_stacks.account.questions.actions import Actions, Contribution
from iam_stacks.policy.symbol import has_symbol

AWS = "arn:aws:iam::aws:policy/"
ActionsOf = Callable[..., Actions]


def inline(*statements: dict[str, Any], name: str = "P") -> dict[str, Any]:
    complete = [{"Effect": "Allow", "Resource": "*"} | each for each in statements]
    complete = [{k: v for k, v in each.items() if not (k == "Resource" and "NotResource" in each)} for each in complete]
    return {"PolicyName": name, "PolicyDocument": {"Version": "2012-10-17", "Statement": complete}}


@pytest.fixture
def actions_of(account_of: Callable[..., Account]) -> ActionsOf:
    """What the user U with these statements in its one policy can do."""

    def ask(*statements: dict[str, Any], context: Any = None, unknown: Any = ("*",), **properties: Any) -> Actions:
        user = {"UserName": "U", "Policies": [inline(*statements)], **properties}
        account = account_of({"U": {"Type": "AWS::IAM::User", "Properties": user}})
        return account.actions_of("U", context, unknown=unknown)

    return ask


def test_patterns_are_expanded_and_grouped_by_service_and_access_level(actions_of: ActionsOf) -> None:
    found = actions_of({"Action": ["S3:getobject", "s3:ListBucke?", "s3:Put*Tagging", "SNS:publish", "nope:*"]})
    assert found.principal == "arn:aws:iam::123456789012:user/U"
    assert found.services == {
        "s3": {
            "List": ["ListBucket"],
            "Read": ["GetObject"],
            "Tagging": [
                "PutBucketTagging",
                "PutJobTagging",
                "PutObjectTagging",
                "PutObjectVersionTagging",
                "PutStorageLensConfigurationTagging",
            ],
        },
        "sns": {"Write": ["Publish"]},
    }
    assert (found.depends_on, found.limited_by) == ((), ())


def test_an_action_without_a_published_access_level_is_still_there(
    actions_of: ActionsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_data, "access_level", lambda _: None)
    assert actions_of({"Action": "sqs:SendMessage"}).services == {"sqs": {"Unknown": ["SendMessage"]}}


def test_not_action_is_all_the_rest(actions_of: ActionsOf) -> None:
    found = actions_of({"NotAction": ["iam:*", "s3:Get*"]})
    assert found.actions == tuple(
        each for each in service_data.expand_actions("*") if not each.startswith(("iam:", "s3:Get"))
    )


@pytest.mark.parametrize(
    ("resource", "allowed"),
    [("arn:aws:s3:::b", ("s3:ListBucket",)), ("arn:aws:s3:::b/*", ("s3:GetObject",)), ("arn:aws:sqs:*:*:q", ())],
)
def test_an_action_is_allowed_only_if_the_resource_can_be_one_of_its_own(
    actions_of: ActionsOf, resource: str, allowed: tuple[str, ...]
) -> None:
    statement = {"Action": ["s3:GetObject", "s3:ListBucket", "s3:ListAllMyBuckets"], "Resource": resource}
    assert actions_of(statement).actions == allowed


def test_not_resource_leaves_the_other_resources(actions_of: ActionsOf) -> None:
    statement = {"Action": ["s3:GetObject", "s3:ListAllMyBuckets"], "NotResource": "arn:aws:s3:::b/*"}
    assert actions_of(statement).actions == ("s3:GetObject", "s3:ListAllMyBuckets")
    assert actions_of({"Action": "s3:PutBucketPolicy", "NotResource": "arn:aws:s3:::*"}).actions == ()


def test_what_is_denied_in_the_accounts_own_partition_is_denied(actions_of: ActionsOf) -> None:
    deny = {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::*"}
    assert actions_of({"Action": "s3:PutBucketPolicy"}, deny).actions == ()


def test_what_is_denied_for_objects_of_buckets_is_not_for_those_of_access_points(actions_of: ActionsOf) -> None:
    deny = {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::*"}
    assert actions_of({"Action": "s3:GetObject"}, deny).actions == ("s3:GetObject",)


def test_a_deny_of_everything_takes_away_and_one_of_some_resources_does_not(actions_of: ActionsOf) -> None:
    allow = {"Action": ["s3:GetObject", "s3:PutObject"]}
    deny = {"Effect": "Deny", "Action": "s3:PutObject"}
    assert actions_of(allow, deny).actions == ("s3:GetObject",)
    some = actions_of(allow, deny | {"Resource": "arn:aws:s3:::b/*"})
    assert some.actions == ("s3:GetObject", "s3:PutObject")
    assert actions_of(allow, deny).limited_by == some.limited_by == ("U/P",)


def test_a_deny_of_what_nothing_allows_limits_nothing(actions_of: ActionsOf) -> None:
    allow = {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}
    assert actions_of(allow, {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}).limited_by == ()
    assert actions_of(allow, {"Effect": "Deny", "Action": "sqs:*"}).limited_by == ()


def test_a_boundary_limits(actions_of: ActionsOf) -> None:
    boundary = f"{AWS}AmazonS3ReadOnlyAccess"
    found = actions_of({"Action": ["s3:GetObject", "s3:PutObject"]}, PermissionsBoundary=boundary)
    assert (found.actions, found.limited_by) == (("s3:GetObject",), (boundary,))
    assert actions_of({"Action": "s3:GetObject"}, PermissionsBoundary=boundary).limited_by == ()


def test_a_boundary_does_not_limit_what_no_policy_allows(actions_of: ActionsOf) -> None:
    tls = {"Condition": {"Bool": {"aws:SecureTransport": "true"}}}
    put = {"Action": "s3:PutObject", **tls}
    boundary = f"{AWS}AmazonS3ReadOnlyAccess"
    http = {"aws:SecureTransport": False}
    assert actions_of(put, PermissionsBoundary=boundary, context=http).limited_by == ()


def test_a_boundary_alone_allows_nothing(actions_of: ActionsOf) -> None:
    assert actions_of(PermissionsBoundary=f"{AWS}AdministratorAccess").actions == ()


def test_what_a_boundary_has_for_other_resources_is_no_help(account_of: Callable[..., Account]) -> None:
    other = inline({"Action": "s3:*", "Resource": "arn:aws:s3:::b/*"})["PolicyDocument"]
    user = {
        "UserName": "U",
        "Policies": [inline({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"})],
        "PermissionsBoundary": {"Ref": "B"},
    }
    account = account_of(
        {
            "U": {"Type": "AWS::IAM::User", "Properties": user},
            "B": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": other}},
        }
    )
    found = account.actions_of("U")
    assert (found.actions, found.limited_by) == ((), ("arn:aws:iam::123456789012:policy/${B}",))


def test_a_variable_is_filled_and_one_that_nobody_knows_is_depended_on(actions_of: ActionsOf) -> None:
    own = {"Action": "iam:CreateAccessKey", "Resource": "arn:aws:iam::*:user/${aws:username}"}
    assert actions_of(own).actions == ("iam:CreateAccessKey",)
    others = {"Effect": "Deny", "Action": "iam:*", "Resource": "arn:aws:iam::*:user/U"}
    assert actions_of(own, others).actions == ()
    tagged = {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:RequestTag/team}/*"}
    found = actions_of(tagged)
    assert (found.actions, found.depends_on) == (("s3:GetObject",), ("aws:RequestTag/team",))
    assert actions_of(tagged, unknown=()).actions == ()
    assert actions_of(tagged, context={"aws:RequestTag/team": "x"}).depends_on == ()


def test_tags_fill_variables(actions_of: ActionsOf) -> None:
    tagged = {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::${aws:PrincipalTag/team}/*"}
    sales = {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::sales/*"}
    assert actions_of(tagged, sales, Tags=[{"Key": "team", "Value": "sales"}]).actions == ()
    assert actions_of(tagged, sales, Tags=[{"Key": "team", "Value": "law"}]).actions == ("s3:GetObject",)


def test_a_key_that_only_some_resources_need_is_not_depended_on(actions_of: ActionsOf) -> None:
    mfa = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
    needed = {"Action": "s3:*Object", "Resource": "arn:aws:s3:::b/*", **mfa}
    found = actions_of(needed)
    assert found.depends_on == ("aws:MultiFactorAuthPresent",)
    assert "s3:GetObject" in found.actions
    assert actions_of(needed, {"Action": "s3:*Object", "Resource": "arn:aws:s3:::a/*"}).depends_on == ()
    assert actions_of(needed, context={"aws:MultiFactorAuthPresent": False}).actions == ()


def test_roles_and_keys_of_which_nobody_has_asked_delegate(actions_of: ActionsOf) -> None:
    role = {"Action": ["sts:AssumeRole", "iam:PassRole"], "Resource": "arn:aws:iam::123456789012:role/R"}
    key = {"Action": "kms:Decrypt", "Resource": "arn:aws:kms:*:123456789012:key/k"}
    assert actions_of(role, key).actions == ("iam:PassRole", "kms:Decrypt", "sts:AssumeRole")


def test_what_no_deny_takes_away_stands_for_no_other_action(actions_of: ActionsOf) -> None:
    allow = {"Action": ["sts:GetCallerIdentity", "sts:GetSessionToken", "sts:GetServiceBearerToken"]}
    assert actions_of(allow, {"Effect": "Deny", "Action": "sts:*"}).actions == ("sts:GetCallerIdentity",)


def test_each_policy_contributes_what_it_allows_and_groups_are_named(account_of: Callable[..., Account]) -> None:
    statements = {"Action": ["s3:GetObject", "s3:PutObject"]}, {"Effect": "Deny", "Action": "s3:PutObject"}
    account = account_of(
        {
            "G": {"Type": "AWS::IAM::Group", "Properties": {"Policies": [inline(statements[0], name="InGroup")]}},
            "U": {
                "Type": "AWS::IAM::User",
                "Properties": {"Groups": [{"Ref": "G"}], "Policies": [inline({"Action": "sqs:SendMessage"})]},
            },
            "R": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "AssumeRolePolicyDocument": {"Statement": []},
                    "Policies": [inline(*statements)],
                },
            },
        }
    )
    found = account.actions_of("U")
    assert found.contributions == (
        Contribution("own", "U/P", ("sqs:SendMessage",)),
        Contribution("group/${G}", "G/InGroup", ("s3:GetObject", "s3:PutObject")),
    )
    assert account.actions_of("R").contributions == (Contribution("own", "R/P", ("s3:GetObject",)),)
    assert not has_symbol(repr(found))


@pytest.mark.no_cover  # traced, it takes several times as long
def test_wide_and_narrow_policies_count_together(actions_of: ActionsOf) -> None:
    found = actions_of(
        {"Action": "*"},
        {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "arn:aws:s3:::prod/*"},
        ManagedPolicyArns=[f"{AWS}AdministratorAccess", f"{AWS}ReadOnlyAccess"],
        PermissionsBoundary=f"{AWS}PowerUserAccess",
    )
    assert "s3:DeleteObject" in found.actions
    assert "iam:CreateUser" not in found.actions
    assert found.limited_by == ("U/P", f"{AWS}PowerUserAccess")
