"""Chains of hops over users, groups, roles and services, and what stops them."""

from __future__ import annotations

import pytest

from iam_stacks.escalation.escalation import Escalation
from tests.escalation.conftest import Read
from tests.escalation.parts import (
    ANYTHING,
    IAM,
    LAMBDA,
    US,
    Step,
    administrator,
    allow,
    deny,
    function,
    group,
    policy,
    role,
    short,
    steps,
    user,
    ways,
)

NEW_FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:f1"
WRITES_ITSELF = [("user/u1", "put-user-policy", "user/u1")]


def test_two_hops_from_a_user_over_a_user_to_a_role(read: Read) -> None:
    account = read(
        user("u1", allow("iam:CreateAccessKey", "user/u2"))
        | user("u2", allow("sts:AssumeRole", "role/r9"))
        | administrator(trusts=US)
    )
    last = ("user/u2", "assume-role", "role/r9")
    assert ways(account) == {"user/u1": [("user/u1", "create-access-key", "user/u2"), last], "user/u2": [last]}


FIVE: list[Step] = [
    ("user/u1", "add-user-to-group", "user/u1"),
    ("user/u1", "assume-role", "role/r2"),
    ("role/r2", "pass-role-lambda-create-function", "role/r3"),
    ("role/r3", "create-access-key", "user/u4"),
    ("user/u4", "put-user-policy", "user/u4"),
]


def five() -> dict[str, object]:
    """A user joins a group, which may assume a role, which passes another one, which makes keys of a user."""
    running = ["lambda:CreateFunction", "lambda:InvokeFunction"]
    return {
        **user("u1", allow("iam:AddUserToGroup", "group/g1")),
        **group("g1", allow("sts:AssumeRole", "role/r2")),
        **role("r2", allow("iam:PassRole", "role/r3"), allow(running, NEW_FUNCTION), trusts=US),
        **role("r3", allow("iam:CreateAccessKey", "user/u4"), trusts=LAMBDA),
        **user("u4", allow("iam:PutUserPolicy", "user/u4")),
    }


def test_five_hops_over_a_group_two_roles_a_service_and_a_user(read: Read) -> None:
    assert ways(read(five())) == {"user/u1": FIVE, "role/r2": FIVE[2:], "role/r3": FIVE[3:], "user/u4": FIVE[4:]}


def test_each_hop_of_a_chain_names_its_statements(read: Read) -> None:
    paths = {short(path.start): path for path in Escalation(read(five())).to_administrators()}
    hops = paths["user/u1"].hops
    named = [[[(each.policy, each.statement) for each in done.statements] for done in hop.done] for hop in hops]
    assert named == [
        [[("u1/p", 0)]],
        [[("g1/p", 0), ("r2/trust", 0)]],
        [[("r2/p", 0)], [("r2/p", 1)], [("r2/p", 1)], [("r3/trust", 0)]],
        [[("r3/p", 0)]],
        [[("u4/p", 0)]],
    ]


@pytest.mark.parametrize("hop", range(5))
def test_a_deny_on_one_hop_stops_those_before_it_and_no_others(read: Read, hop: int) -> None:
    denied = [
        ("u1", deny("iam:AddUserToGroup", "*")),
        ("g1", deny("sts:AssumeRole", "role/r2")),
        ("r2", deny("iam:PassRole", "role/*")),
        ("r3", deny("iam:Create*", "user/u4")),
        ("u4", deny("iam:PutUserPolicy", "user/u?")),
    ]
    resources = five()
    name, statement = denied[hop]
    resources[name]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].append(statement)  # type: ignore[index]
    starts = ["user/u1", "user/u1", "role/r2", "role/r3", "user/u4"]
    assert set(ways(read(resources))) == set(starts[hop + 1 :]) - set(starts[: hop + 1])


def test_a_boundary_stops_the_third_hop(read: Read) -> None:
    resources = five() | policy("b1", allow("s3:*", "*"))
    resources["r2"]["Properties"]["PermissionsBoundary"] = f"{IAM}policy/b1"  # type: ignore[index]
    assert ways(read(resources)) == {"role/r3": FIVE[3:], "user/u4": FIVE[4:]}


def test_a_boundary_with_what_the_third_hop_needs_does_not(read: Read) -> None:
    resources = five() | policy("b1", allow(["iam:PassRole", "lambda:*"], "*"))
    resources["r2"]["Properties"]["PermissionsBoundary"] = f"{IAM}policy/b1"  # type: ignore[index]
    assert ways(read(resources))["user/u1"] == FIVE


def test_the_shortest_way_is_said(read: Read) -> None:
    account = read(
        user("u1", allow("iam:CreateAccessKey", ["user/u2", "user/u3"]))
        | user("u2", allow("iam:CreateAccessKey", "user/u3"))
        | user("u3", ANYTHING)
    )
    assert ways(account)["user/u1"] == [("user/u1", "create-access-key", "user/u3")]


def test_a_cycle_that_leads_nowhere_is_no_path(read: Read) -> None:
    account = read(
        role("r1", allow("sts:AssumeRole", "role/r2"), trusts=US)
        | role("r2", allow("sts:AssumeRole", "role/r3"), trusts=US)
        | role("r3", allow("sts:AssumeRole", ["role/r1", "role/r3"]), trusts=US)
        | administrator()
    )
    assert ways(account) == {}


def test_a_way_out_of_a_cycle_is_found_from_everywhere_in_it(read: Read) -> None:
    account = read(
        role("r1", allow("sts:AssumeRole", "role/r2"), trusts=US)
        | role("r2", allow("sts:AssumeRole", ["role/r1", "role/r3"]), trusts=US)
        | role("r3", allow("sts:AssumeRole", ["role/r1", "role/r9"]), trusts=US)
        | administrator(trusts=US)
    )
    last = ("role/r3", "assume-role", "role/r9")
    third = ("role/r2", "assume-role", "role/r3")
    assert ways(account) == {
        "role/r1": [("role/r1", "assume-role", "role/r2"), third, last],
        "role/r2": [third, last],
        "role/r3": [last],
    }


@pytest.mark.no_cover  # it is about size, and every line is reached by the others
def test_thousands_of_users_that_share_a_group_have_a_path_each(read: Read) -> None:
    users = {name: each for i in range(3000) for name, each in user(f"u{i}", Groups=["g1"]).items()}
    account = read(users | group("g1", allow("sts:AssumeRole", "role/r9")) | administrator(trusts=US))
    found = ways(account)
    assert len(found) == 3000
    assert found["user/u2999"] == [("user/u2999", "assume-role", "role/r9")]


class TestEmpowering:
    """Somebody is given permissions first, and then used."""

    def test_a_role_is_given_everything_and_then_assumed(self, read: Read) -> None:
        may = allow(["iam:AttachRolePolicy", "sts:AssumeRole"], "role/r3")
        account = read(user("u1", may) | role("r3", trusts=US))
        assert ways(account) == {
            "user/u1": [("user/u1", "attach-role-policy", "role/r3"), ("user/u1", "assume-role", "role/r3")]
        }

    def test_a_role_that_nobody_can_assume_is_given_everything_in_vain(self, read: Read) -> None:
        account = read(user("u1", allow(["iam:AttachRolePolicy", "sts:AssumeRole"], "role/r3")) | role("r3"))
        assert ways(account) == {}

    def test_a_role_on_the_way_gives_everything_to_another_that_the_user_assumes(self, read: Read) -> None:
        account = read(
            user("u1", allow("sts:AssumeRole", ["role/r2", "role/r3"]))
            | role("r2", allow("iam:PutRolePolicy", "role/r3"), trusts=US)
            | role("r3", trusts=US)
        )
        assert ways(account) == {
            "user/u1": [
                ("user/u1", "assume-role", "role/r2"),
                ("role/r2", "put-role-policy", "role/r3"),
                ("user/u1", "assume-role", "role/r3"),
            ]
        }

    def test_a_role_on_the_way_gives_everything_to_the_user(self, read: Read) -> None:
        account = read(
            user("u1", allow("sts:AssumeRole", "role/r2"))
            | role("r2", allow("iam:AttachUserPolicy", "user/u1"), trusts=US)
        )
        assert ways(account) == {
            "user/u1": [("user/u1", "assume-role", "role/r2"), ("role/r2", "attach-user-policy", "user/u1")]
        }

    def test_a_group_is_given_everything_by_a_role_that_makes_keys_of_a_member(self, read: Read) -> None:
        may = [allow("iam:PutGroupPolicy", "group/g1"), allow("iam:CreateAccessKey", "user/u2")]
        account = read(role("r1", *may) | group("g1") | user("u2", Groups=["g1"]) | user("u3", Groups=["g1"]))
        (only,) = ways(account).values()
        assert {step[1] for step in only} == {"put-group-policy", "create-access-key"}
        assert only[-1][2] == "user/u2"

    def test_a_group_of_strangers_is_given_everything_in_vain(self, read: Read) -> None:
        account = read(user("u1", allow("iam:PutGroupPolicy", "group/g1")) | group("g1") | user("u2", Groups=["g1"]))
        assert ways(account) == {}

    def test_a_role_makes_a_user_join_that_it_becomes(self, read: Read) -> None:
        may = [allow("iam:AddUserToGroup", "group/g9"), allow("iam:CreateAccessKey", "user/u2")]
        account = read(role("r1", *may) | group("g9", ANYTHING) | user("u2"))
        (only,) = ways(account).values()
        assert {step[1] for step in only} == {"add-user-to-group", "create-access-key"}

    def test_a_role_alone_joins_no_group(self, read: Read) -> None:
        account = read(role("r1", allow("iam:AddUserToGroup", "group/g9")) | group("g9", ANYTHING) | user("u2"))
        assert ways(account) == {}

    def test_a_policy_gets_a_new_version_that_a_role_on_the_way_holds(self, read: Read) -> None:
        account = read(
            user("u1", allow("sts:AssumeRole", "role/r2"), allow("iam:CreatePolicyVersion", "policy/p2"))
            | role("r2", trusts=US)
            | policy("p2", allow("s3:GetObject", "*"), Roles=["r2"])
        )
        (only,) = ways(account).values()
        assert {step[1:] for step in only} == {("create-policy-version", "role/r2"), ("assume-role", "role/r2")}

    def test_what_a_deny_takes_is_not_given(self, read: Read) -> None:
        """Of all that gives permissions nothing is left to the user."""
        stop = deny(["iam:Put*", "iam:Attach*", "iam:Create*", "iam:Update*", "iam:Add*", "iam:Set*"], "*")
        account = read(
            user("u1", allow("sts:AssumeRole", "role/r2"), stop)
            | role("r2", allow("iam:PutUserPolicy", "user/u1"), trusts=US)
        )
        assert ways(account) == {}


class TestBoundaries:
    """What a boundary leaves of what is given."""

    def test_somebody_takes_off_its_boundary_and_then_gives_itself_everything(self, read: Read) -> None:
        may = allow(["iam:DeleteUserPermissionsBoundary", "iam:PutUserPolicy"], "user/u1")
        account = read(user("u1", may, PermissionsBoundary=f"{IAM}policy/b1") | policy("b1", may))
        (only,) = ways(account).values()
        assert {step[1] for step in only} == {"delete-user-permissions-boundary", "put-user-policy"}

    def test_a_boundary_that_stays_stops_what_is_given(self, read: Read) -> None:
        may = allow("iam:PutUserPolicy", "user/u1")
        account = read(user("u1", may, PermissionsBoundary=f"{IAM}policy/b1") | policy("b1", may, allow("s3:*", "*")))
        assert ways(account) == {}

    def test_a_boundary_of_the_target_makes_it_no_administrator(self, read: Read) -> None:
        account = read(
            user("u1", allow("iam:CreateAccessKey", "user/u2"))
            | user("u2", ANYTHING, PermissionsBoundary=f"{IAM}policy/b1")
            | policy("b1", allow("s3:*", "*"))
        )
        assert ways(account) == {}

    def test_who_may_give_to_those_with_the_boundary_only_gives_nothing_that_counts(self, read: Read) -> None:
        bounded = {"iam:PermissionsBoundary": f"{IAM}policy/b1"}
        account = read(
            user("u1", allow("iam:PutUserPolicy", "user/*", StringEquals=bounded))
            | user("u2", PermissionsBoundary=f"{IAM}policy/b1")
            | policy("b1", allow("s3:*", "*"))
        )
        assert ways(account) == {}

    def test_who_has_the_boundary_that_is_asked_for_can_be_given_to(self, read: Read) -> None:
        bounded = {"iam:PermissionsBoundary": f"{IAM}policy/b1"}
        account = read(
            user(
                "u1", allow("iam:PutUserPolicy", "user/*", StringEquals=bounded), PermissionsBoundary=f"{IAM}policy/b1"
            )
            | policy("b1", ANYTHING)
        )
        assert ways(account) == {"user/u1": WRITES_ITSELF}


class TestConditions:
    """What the account says about the thing or the principal is known."""

    @pytest.mark.parametrize("key", ["iam:ResourceTag/t", "aws:ResourceTag/t"])
    def test_tags_of_the_user_whose_keys_are_made(self, read: Read, key: str) -> None:
        may = {value: allow("iam:CreateAccessKey", "user/*", StringEquals={key: value}) for value in ("v1", "v2")}
        tags = {"t": "v0"}
        account = read(
            user("u1", may["v1"], tags=tags) | user("u2", may["v2"], tags=tags) | user("u9", ANYTHING, tags={"t": "v2"})
        )
        assert ways(account) == {"user/u2": [("user/u2", "create-access-key", "user/u9")]}

    def test_tags_of_the_principal(self, read: Read) -> None:
        may = allow("sts:AssumeRole", "role/r9", StringEquals={"aws:PrincipalTag/t": "v1"})
        account = read(
            group("g1", may)
            | user("u1", tags={"t": "v1"}, Groups=["g1"])
            | user("u2", tags={"t": "v2"}, Groups=["g1"])
            | administrator(trusts=US)
        )
        assert set(ways(account)) == {"user/u1"}

    def test_a_tag_that_the_principal_may_yet_get(self, read: Read) -> None:
        may = allow("sts:AssumeRole", "role/r9", StringEquals={"aws:PrincipalTag/t": "v1"})
        (path,) = Escalation(read(user("u1", may) | administrator(trusts=US))).to_administrators()
        assert path.depends_on == ("aws:PrincipalTag/t",)

    def test_a_role_that_trusts_those_with_a_tag(self, read: Read) -> None:
        trust = {
            "Effect": "Allow",
            "Principal": US,
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:PrincipalTag/t": "v1"}},
        }
        may = allow("sts:AssumeRole", "role/r9")
        account = read(
            user("u1", may, tags={"t": "v1"}) | user("u2", may, tags={"t": "v2"}) | administrator(trusts=trust)
        )
        assert set(ways(account)) == {"user/u1"}

    def test_a_role_that_asks_for_an_external_id(self, read: Read) -> None:
        trust = {
            "Effect": "Allow",
            "Principal": US,
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": "v1"}},
        }
        (path,) = Escalation(
            read(user("u1", allow("sts:AssumeRole", "role/r9")) | administrator(trusts=trust))
        ).to_administrators()
        assert path.depends_on == ("sts:ExternalId",)

    def test_each_hop_has_its_own_dependence(self, read: Read) -> None:
        account = read(
            user("u1", allow("iam:CreateAccessKey", "user/u2", Bool={"aws:MultiFactorAuthPresent": "true"}))
            | user("u2", allow("sts:AssumeRole", "role/r9", IpAddress={"aws:SourceIp": "192.0.2.0/24"}))
            | administrator(trusts=US)
        )
        path = Escalation(account).to_administrators()[0]
        assert [hop.depends_on for hop in path.hops] == [("aws:MultiFactorAuthPresent",), ("aws:SourceIp",)]
        assert path.depends_on == ("aws:MultiFactorAuthPresent", "aws:SourceIp")

    def test_a_certain_way_is_preferred_to_one_of_the_same_length_that_depends(self, read: Read) -> None:
        asked = allow("iam:CreateAccessKey", "user/u8", Bool={"aws:MultiFactorAuthPresent": "true"})
        account = read(
            user("u1", asked, allow("iam:CreateAccessKey", "user/u9")) | user("u8", ANYTHING) | user("u9", ANYTHING)
        )
        (path,) = Escalation(account).to_administrators()
        assert path.depends_on == ()

    def test_oneself_by_a_policy_variable(self, read: Read) -> None:
        account = read(
            group("g1", allow("iam:PutUserPolicy", "user/${aws:username}"))
            | group("g2", allow("iam:CreateAccessKey", "user/${aws:username}"))
            | user("u1", Groups=["g1"])
            | user("u2", Groups=["g2"])
            | user("u9", ANYTHING)
        )
        assert ways(account) == {"user/u1": WRITES_ITSELF}

    def test_others_by_a_policy_variable_of_a_tag(self, read: Read) -> None:
        may = allow("sts:AssumeRole", "role/${aws:PrincipalTag/team}-x")
        account = read(
            group("g1", may)
            | user("u1", Groups=["g1"], tags={"team": "r9"})
            | user("u2", Groups=["g1"], tags={"team": "r8"})
            | administrator("r9-x", trusts=US)
        )
        assert set(ways(account)) == {"user/u1"}


class TestStatements:
    """NotAction, NotResource, NotPrincipal and what is split."""

    def test_not_action_leaves_the_rest(self, read: Read) -> None:
        but = {"Effect": "Allow", "NotAction": ["s3:*", "ec2:*"], "Resource": f"{IAM}user/u1"}
        assert set(ways(read(user("u1", but)))) == {"user/u1"}

    def test_not_action_without_iam_passes_no_role_but_assumes_one_that_leaves_it_to_policies(self, read: Read) -> None:
        but = {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"}
        assert ways(read(user("u1", but) | administrator())) == {}
        assert ways(read(user("u1", but) | administrator(trusts=US))) == {
            "user/u1": [("user/u1", "assume-role", "role/r9")]
        }

    def test_not_action_without_iam_changes_the_code_of_a_function(self, read: Read) -> None:
        but = {"Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "*"}
        assert set(ways(read(user("u1", but) | administrator() | function("f1", "r9")))) == {"user/u1"}

    def test_not_resource_spares_what_it_names(self, read: Read) -> None:
        but = {"Effect": "Allow", "Action": "iam:PutUserPolicy", "NotResource": f"{IAM}user/u1"}
        assert ways(read(user("u1", but) | user("u2", but))) == {"user/u2": [("user/u2", "put-user-policy", "user/u2")]}

    def test_a_deny_of_not_resource_takes_all_but_what_it_names(self, read: Read) -> None:
        may = allow("iam:CreateAccessKey", "user/*")
        but = {"Effect": "Deny", "Action": "iam:*", "NotResource": f"{IAM}user/u8"}
        account = read(user("u1", may, but) | user("u2", may) | user("u8") | user("u9", ANYTHING))
        assert ways(account) == {"user/u2": [("user/u2", "create-access-key", "user/u9")]}

    def test_a_trust_policy_that_names_a_user_is_enough(self, read: Read) -> None:
        account = read(user("u1") | user("u2") | administrator(trusts={"AWS": f"{IAM}user/u1"}))
        assert ways(account) == {"user/u1": [("user/u1", "assume-role", "role/r9")]}

    def test_a_trust_policy_that_names_a_role_is_enough(self, read: Read) -> None:
        account = read(role("r1") | role("r2") | administrator(trusts={"AWS": f"{IAM}role/r1"}))
        assert ways(account) == {"role/r1": [("role/r1", "assume-role", "role/r9")]}

    def test_a_trust_policy_alone_that_leaves_it_to_policies_is_not(self, read: Read) -> None:
        assert ways(read(user("u1") | administrator(trusts=US))) == {}

    def test_a_trust_policy_that_names_everybody_but_asks_for_one(self, read: Read) -> None:
        trust = {
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": "sts:AssumeRole",
            "Condition": {"ArnEquals": {"aws:PrincipalArn": f"{IAM}user/u1"}},
        }
        account = read(user("u1") | user("u2") | administrator(trusts=trust))
        assert ways(account) == {"user/u1": [("user/u1", "assume-role", "role/r9")]}

    def test_a_wildcard_in_the_middle_of_a_name(self, read: Read) -> None:
        may = allow("sts:AssumeRole", "role/*-9-?")
        account = read(
            user("u1", may) | administrator("r-9-x", trusts=US) | user("u2", allow("sts:AssumeRole", "role/r-9-"))
        )
        assert set(ways(account)) == {"user/u1"}


class TestAdministrators:
    """Those who are named, and those who are."""

    def test_administrators_have_no_path(self, read: Read) -> None:
        account = read(user("u1", ANYTHING) | user("u2", ANYTHING))
        assert ways(account) == {}
        assert Escalation(account).administrators == {f"{IAM}user/u1", f"{IAM}user/u2"}

    def test_who_is_named_is_one_and_is_led_to(self, read: Read) -> None:
        account = read(user("u1", allow("sts:AssumeRole", "role/r2")) | role("r2", trusts=US))
        assert ways(account) == {}
        assert set(ways(account, administrators=[f"{IAM}role/r2"])) == {"user/u1"}

    def test_who_is_named_has_no_path(self, read: Read) -> None:
        account = read(user("u1", allow("iam:PutUserPolicy", "user/u1")))
        assert ways(account, administrators=[f"{IAM}user/u1"]) == {}

    def test_whoever_has_something_is_led_to(self, read: Read) -> None:
        account = read(
            user("u1", allow("iam:CreateAccessKey", "user/u2"))
            | user("u2", allow("sts:AssumeRole", "role/r3"))
            | role("r3", allow("s3:DeleteBucket", "*"), trusts=US)
        )
        found = Escalation(account).to(lambda subject: subject.arn.endswith("role/r3"))
        second = ("user/u2", "assume-role", "role/r3")
        assert [steps(path) for path in found] == [[("user/u1", "create-access-key", "user/u2"), second], [second]]

    def test_somebody_becomes_itself_and_whoever_it_can(self, read: Read) -> None:
        account = read(
            user("u1", allow("iam:CreateAccessKey", "user/u2"))
            | user("u2", allow("sts:AssumeRole", "role/r3"))
            | role("r3", trusts=US)
            | user("u4")
        )
        became = Escalation(account).become(f"{IAM}user/u1")
        assert [(short(each.subject.arn), each.path and len(each.path.hops)) for each in became] == [
            ("user/u1", None),
            ("user/u2", 1),
            ("role/r3", 2),
        ]
