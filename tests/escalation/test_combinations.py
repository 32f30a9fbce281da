"""Methods that lead somewhere only together, and what must not be put together."""

from __future__ import annotations

import pytest

from iam_stacks.escalation.escalation import Escalation
from iam_stacks.escalation.methods import METHODS
from tests.escalation.conftest import Read
from tests.escalation.parts import (
    ANYTHING,
    IAM,
    LAMBDA,
    US,
    Json,
    administrator,
    allow,
    deny,
    function,
    group,
    policy,
    role,
    short,
    user,
    ways,
)

NEW_FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:f1"
PIPELINES: Json = {"Service": "codepipeline.amazonaws.com"}
UPDATING = [method for method in METHODS if method.id == "codepipeline-update-pipeline"]
"""Alone, because whoever may make pipelines needs none that exists."""
RUNNING = allow(["lambda:CreateFunction", "lambda:InvokeFunction"], NEW_FUNCTION)


def methods(read: Read, *parts: dict[str, object]) -> dict[str, set[str]]:
    """Return the methods of the path of each principal that can become administrator."""
    resources = {name: each for part in parts for name, each in part.items()}
    return {start: {method for _, method, _ in path} for start, path in ways(read(resources)).items()}


class TestGroups:
    """What somebody can do to groups that it can join."""

    def test_joins_a_group_of_nobody_and_gives_it_everything(self, read: Read) -> None:
        may = allow(["iam:AddUserToGroup", "iam:PutGroupPolicy"], "group/g1")
        assert methods(read, user("u1", may), group("g1")) == {"user/u1": {"add-user-to-group", "put-group-policy"}}

    def test_joins_a_group_that_holds_a_policy_and_writes_a_version_of_it(self, read: Read) -> None:
        may = [allow("iam:AddUserToGroup", "group/g1"), allow("iam:CreatePolicyVersion", "policy/p1")]
        found = methods(read, user("u1", *may), group("g1"), policy("p1", allow("s3:*", "*"), Groups=["g1"]))
        assert found == {"user/u1": {"add-user-to-group", "create-policy-version"}}

    def test_a_group_lets_its_members_give_it_everything(self, read: Read) -> None:
        found = methods(
            read,
            user("u1", allow("iam:AddUserToGroup", "group/g1")),
            group("g1", allow("iam:PutGroupPolicy", "group/g1")),
        )
        assert found == {"user/u1": {"add-user-to-group", "put-group-policy"}}

    def test_joins_only_the_group_that_helps(self, read: Read) -> None:
        account = read(
            user("u1", allow("iam:AddUserToGroup", "group/*"))
            | group("g1", ANYTHING)
            | group("g2", deny("*", "*"))
            | group("g3", deny("iam:*", "*"))
        )
        assert ways(account) == {"user/u1": [("user/u1", "add-user-to-group", "user/u1")]}
        (path,) = Escalation(account).to_administrators()
        assert [hop.thing for hop in path.hops] == [f"{IAM}group/g1"]

    def test_joins_two_groups_that_help_together(self, read: Read) -> None:
        account = read(
            user("u1", allow("iam:AddUserToGroup", "group/*"))
            | group("g1", allow("iam:PassRole", "role/r9"))
            | group("g2", RUNNING)
            | group("g3", deny("iam:*", "*"))
            | administrator(trusts=LAMBDA)
        )
        (path,) = Escalation(account).to_administrators()
        assert {hop.thing for hop in path.hops[:-1]} == {f"{IAM}group/g1", f"{IAM}group/g2"}
        assert path.hops[-1].method.id == "pass-role-lambda-create-function"

    def test_a_deny_of_the_group_stops_what_its_members_do(self, read: Read) -> None:
        account = read(
            user("u1", allow("iam:PutUserPolicy", "user/u1"), Groups=["g1"]) | group("g1", deny("iam:Put*", "*"))
        )
        assert ways(account) == {}


class TestPolicies:
    """What is attached, and what is written into it."""

    def test_may_attach_one_policy_only_which_is_powerful(self, read: Read) -> None:
        may = allow("iam:AttachUserPolicy", "user/u1", ArnEquals={"iam:PolicyARN": f"{IAM}policy/p9"})
        assert methods(read, user("u1", may), policy("p9", ANYTHING)) == {"user/u1": {"attach-user-policy"}}

    def test_may_attach_one_policy_only_which_is_weak(self, read: Read) -> None:
        may = allow("iam:AttachUserPolicy", "user/u1", ArnEquals={"iam:PolicyARN": f"{IAM}policy/p9"})
        assert methods(read, user("u1", may), policy("p9", allow("s3:*", "*"))) == {}

    def test_may_attach_policies_of_aws_but_administrator_access(self, read: Read) -> None:
        own = {"iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonS3*"}
        assert methods(read, user("u1", allow("iam:AttachUserPolicy", "user/u1", ArnLike=own))) == {}

    def test_a_version_of_a_policy_that_nobody_holds_gives_nothing(self, read: Read) -> None:
        assert methods(read, user("u1", allow("iam:CreatePolicyVersion", "policy/*")), policy("p1", ANYTHING)) == {}


class TestServices:
    """Roles that services run with."""

    def test_gives_a_role_everything_and_passes_it(self, read: Read) -> None:
        may = [allow(["iam:PutRolePolicy", "iam:PassRole"], "role/r3"), RUNNING]
        found = methods(read, user("u1", *may), role("r3", trusts=LAMBDA))
        assert found == {"user/u1": {"put-role-policy", "pass-role-lambda-create-function"}}

    def test_gives_the_role_of_a_function_everything_and_changes_its_code(self, read: Read) -> None:
        may = [allow("iam:AttachRolePolicy", "role/r3"), allow("lambda:UpdateFunctionCode", NEW_FUNCTION)]
        found = methods(read, user("u1", *may), role("r3"), function("f1", "r3"))
        assert found == {"user/u1": {"attach-role-policy", "lambda-update-function-code"}}

    def test_passes_one_role_and_starts_with_another(self, read: Read) -> None:
        """The one that it may pass does not trust the service, and it may not pass the one that does."""
        may = [allow("iam:PassRole", "role/r1"), RUNNING]
        found = methods(read, user("u1", *may), role("r1", ANYTHING, trusts=US), role("r2", ANYTHING, trusts=LAMBDA))
        assert found == {}

    def test_what_two_principals_have_of_a_method_is_not_put_together(self, read: Read) -> None:
        found = methods(
            read, user("u1", allow("iam:PassRole", "role/r9")), user("u2", RUNNING), administrator(trusts=LAMBDA)
        )
        assert found == {}

    def test_a_role_that_a_function_does_not_run_with(self, read: Read) -> None:
        may = allow("lambda:UpdateFunctionCode", NEW_FUNCTION)
        assert methods(read, user("u1", may), administrator(), role("r2"), function("f1", "r2")) == {}

    def test_another_function(self, read: Read) -> None:
        may = allow("lambda:UpdateFunctionCode", NEW_FUNCTION)
        assert methods(read, user("u1", may), administrator(), function("f2", "r9")) == {}

    @pytest.mark.parametrize(
        ("passed", "trusts", "expected"),
        [
            ("role/r1", PIPELINES, set()),
            ("role/*", LAMBDA, set()),
            ("role/r9", PIPELINES, {"user/u1"}),
        ],
    )
    def test_of_two_roles_of_a_pipeline_the_one_that_it_can_pass(
        self, read: Read, passed: str, trusts: Json, expected: set[str]
    ) -> None:
        may = [
            allow("iam:PassRole", passed),
            allow("codepipeline:*", "arn:aws:codepipeline:eu-central-1:123456789012:w1"),
        ]
        stages = [{"Name": "s", "Actions": [{"Name": "a", "RoleArn": f"{IAM}role/r9"}]}]
        pipeline = {"Name": "w1", "RoleArn": f"{IAM}role/r1", "Stages": stages}
        account = read(
            user("u1", *may)
            | role("r1", trusts=PIPELINES)
            | administrator(trusts=trusts)
            | {"w1": {"Type": "AWS::CodePipeline::Pipeline", "Properties": pipeline}}
        )
        found = {
            short(path.start): short(path.end) for path in Escalation(account, methods=UPDATING).to_administrators()
        }
        assert found == dict.fromkeys(expected, "role/r9")

    def test_a_service_that_the_trust_policy_lets_in_for_another_account_only(self, read: Read) -> None:
        trust = {
            "Effect": "Allow",
            "Principal": LAMBDA,
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": "999999999999"}},
        }
        may = [allow("iam:PassRole", "role/r9"), RUNNING]
        assert methods(read, user("u1", *may), administrator(trusts=trust)) == {}


class TestBoundedTargets:
    """Boundaries of those who are gained."""

    def test_takes_the_boundary_from_a_role_and_assumes_it(self, read: Read) -> None:
        bounded = {"PermissionsBoundary": f"{IAM}policy/b1"}
        found = methods(
            read,
            user("u1", allow(["iam:DeleteRolePermissionsBoundary", "sts:AssumeRole"], "role/r9")),
            administrator(trusts=US, **bounded),
            policy("b1", allow("s3:*", "*")),
        )
        assert found == {"user/u1": {"delete-role-permissions-boundary", "assume-role"}}

    def test_writes_a_wider_version_of_its_boundary(self, read: Read) -> None:
        may = allow("iam:CreatePolicyVersion", "policy/b1")
        bounded = user("u1", may, allow("iam:PutUserPolicy", "user/u1"), PermissionsBoundary=f"{IAM}policy/b1")
        (path,) = Escalation(read(bounded | policy("b1", may))).to_administrators()
        assert [short(hop.thing) for hop in path.hops] == ["policy/b1", "user/u1"]


@pytest.mark.parametrize("action", ["IAM:putuserpolicy", "iam:*userpolicy", "i?m:PutUserPolic?"])
def test_actions_in_any_case_and_with_wildcards(read: Read, action: str) -> None:
    assert set(ways(read(user("u1", allow(action, "user/u1"))))) == {"user/u1"}


@pytest.mark.parametrize(
    "resource", ["arn:aws:iam::*:user/u1", "arn:*:iam::123456789012:user/*", "arn:aws:iam::*:*/u1"]
)
def test_resources_with_wildcards_in_each_part(read: Read, resource: str) -> None:
    assert set(ways(read(user("u1", allow("iam:PutUserPolicy", resource))))) == {"user/u1"}


def test_names_with_paths(read: Read) -> None:
    account = read(
        user("u1", allow("sts:AssumeRole", "role/team/r9"), Path="/staff/")
        | user("u2", allow("sts:AssumeRole", "role/r9"))
        | administrator(trusts=US, Path="/team/")
    )
    assert ways(account) == {"user/staff/u1": [("user/staff/u1", "assume-role", "role/team/r9")]}


def test_a_trust_policy_that_denies_one_of_those_whom_it_lets_in(read: Read) -> None:
    resources = (
        administrator(trusts=US)
        | user("u1", allow("sts:AssumeRole", "role/*"))
        | user("u2", allow("sts:AssumeRole", "role/*"))
    )
    stop = {"Effect": "Deny", "Principal": {"AWS": f"{IAM}user/u2"}, "Action": "sts:*"}
    resources["r9"]["Properties"]["AssumeRolePolicyDocument"]["Statement"].append(stop)
    assert set(ways(read(resources))) == {"user/u1"}


class TestProtected:
    """Roles that only AWS changes."""

    @pytest.mark.parametrize("path", ["/aws-service-role/x.amazonaws.com/", "/aws-reserved/sso.amazonaws.com/"])
    def test_nobody_changes_them(self, read: Read, path: str) -> None:
        may = allow(["iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"], "*")
        found = methods(read, user("u1", may), administrator(trusts=LAMBDA, Path=path))
        assert found == {}

    def test_no_way_starts_at_a_role_that_a_service_has_made_for_itself(self, read: Read) -> None:
        linked = role("r1", allow("sts:AssumeRole", "role/r9"), Path="/aws-service-role/x.amazonaws.com/")
        assert methods(read, linked, administrator(trusts=US)) == {}


def test_a_second_role_that_is_known_must_trust_the_service_too(read: Read) -> None:
    emr = allow(["elasticmapreduce:RunJobFlow"], "*")
    profile = {"p9": {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": ["r9"]}}}
    ec2: Json = {"Service": "ec2.amazonaws.com"}
    only = methods(read, user("u1", emr, allow("iam:PassRole", "role/r9")), administrator(trusts=ec2), profile)
    assert only == {}
    service = role("r2", trusts={"Service": "elasticmapreduce.amazonaws.com"})
    both = methods(
        read,
        user("u1", emr, allow("iam:PassRole", ["role/r9", "role/r2"])),
        administrator(trusts=ec2),
        profile,
        service,
    )
    assert set(both) == {"user/u1"}


def test_keys_that_an_action_never_has_are_absent(read: Read) -> None:
    may = allow("iam:PutUserPolicy", "user/u1", ArnEquals={"iam:PolicyARN": f"{IAM}policy/p1"})
    assert methods(read, user("u1", may)) == {}


def test_may_attach_what_is_as_good_as_administrator_access(read: Read) -> None:
    denied = deny(
        "iam:AttachUserPolicy", "*", ArnEquals={"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}
    )
    assert methods(read, user("u1", allow("iam:AttachUserPolicy", "user/u1"), denied)) == {
        "user/u1": {"attach-user-policy"}
    }


def test_groups_whose_members_become_each_other_come_to_an_end(read: Read) -> None:
    parts = [
        group(f"g{i}", allow("iam:CreateAccessKey", f"user/v{i}"), deny("iam:PutUserPolicy", f"user/x{i}"))
        | user(f"v{i}", allow("iam:AddUserToGroup", "group/*"))
        for i in range(12)
    ]
    assert methods(read, *parts) == {}


def test_it_may_depend_on_something_whether_power_can_be_used(read: Read) -> None:
    mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    account = read(user("u1", allow("sts:AssumeRole", "role/r9")) | role("r9", allow("*", "*", **mfa), trusts=US))
    (path,) = Escalation(account).to_administrators()
    assert (path.used_on, path.depends_on) == (("aws:MultiFactorAuthPresent",),) * 2
