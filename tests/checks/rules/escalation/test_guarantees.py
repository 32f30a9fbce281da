"""Guarantees that are broken, or may be: `guarantee-broken` and `guarantee-depends-on-condition`."""

from __future__ import annotations

from typing import Any

import pytest

from iam_stacks.account.error import AccountError
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.guarantees.guarantee import Guarantee
from tests.checks.conftest import ACCOUNT, Examine
from tests.checks.rules.escalation.estates import IAM, assumes, group, role, user
from tests.checks.samples import allow

BROKEN, DEPENDS = "guarantee-broken", "guarantee-depends-on-condition"
READS = allow("s3:GetObject", "arn:aws:s3:::payroll/*", Sid="Read")
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
ESTATE = (
    user("JohnDoe", Groups=["Staff"])
    | user("JaneRoe", assumes("Payroll"))
    | group("Staff", allow("sqs:SendMessage", "arn:aws:sqs:*:*:jobs"), READS)
    | role("Payroll", ACCOUNT, READS)
)


def cannot(principals: str, *actions: str, **more: Any) -> dict[str, Any]:
    return {"guarantees": [Guarantee(principals=principals, cannot=actions, **more)]}


def names(found: list[Diagnosis]) -> list[str | None]:
    return [each.principal and each.principal.removeprefix(IAM) for each in found]


def test_whoever_breaks_it_is_found_at_the_statement_that_lets_it(examine: Examine) -> None:
    (found,) = examine(ESTATE, BROKEN, **cannot("user/*", "s3:GetObject"))
    text = "user/* cannot s3:GetObject on *"
    assert (found.qualified_rule, found.severity) == (f"{BROKEN}[JohnDoe {text}]", "error")
    assert (found.principal, found.place.logical_id, found.statement, found.sid) == (
        f"{IAM}user/JohnDoe",
        "Staff",
        1,
        "Read",
    )
    assert found.message.startswith(
        f"JohnDoe breaks the guarantee '{text}': it can s3:GetObject on arn:aws:s3:::payroll/"
    )
    assert (found.path, found.depends_on) == ((), ())


def test_it_may_be_about_what_principals_can_become(examine: Examine) -> None:
    given = cannot("user/JaneRoe", "s3:GetObject", through="escalation")
    (found,) = examine(ESTATE, BROKEN, **given)
    assert "it can become role/Payroll, which can s3:GetObject on arn:aws:s3:::payroll/" in found.message
    assert (found.place.logical_id, found.statement) == ("JaneRoe", 0)
    assert [hop.to for hop in found.path] == [f"{IAM}role/Payroll"]


def test_the_account_need_not_be_known(examine: Examine) -> None:
    own = {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/Payroll"}
    becomes = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": own}
    resources = user("JaneRoe", becomes) | role("Payroll", {"AWS": {"Ref": "AWS::AccountId"}}, READS)
    options = cannot("user/*", "s3:GetObject", through="escalation")
    (found,) = examine(resources, BROKEN, given={"account": None}, **options)
    assert "it can become role/Payroll, which can s3:GetObject on " in found.message
    assert found.principal == "arn:aws:iam::${AWS::AccountId}:user/JaneRoe"


def test_what_must_be_possible_and_is_not(examine: Examine) -> None:
    needed = Guarantee(principals="user/*", can=["s3:GetObject"], on=["arn:aws:s3:::payroll/report"])
    (found,) = examine(ESTATE, BROKEN, guarantees=[needed])
    assert names([found]) == ["user/JaneRoe"]
    assert found.message.endswith("': it cannot s3:GetObject on arn:aws:s3:::payroll/report")
    assert (found.place.logical_id, found.place.path, found.policy) == ("JaneRoe", ("Properties",), None)


def test_what_alone_may_be_possible(examine: Examine) -> None:
    only = Guarantee(principals="role/Payroll, user/JohnDoe", can_only=["s3:GetObject"], on=["arn:aws:s3:::payroll/*"])
    (found,) = examine(ESTATE, BROKEN, guarantees=[only])
    assert names([found]) == ["user/JohnDoe"]
    assert "it can sqs:SendMessage on arn:aws:sqs:" in found.message


def test_what_depends_on_a_condition_is_a_warning_of_its_own(examine: Examine) -> None:
    careful = user("JohnDoe", READS | {"Condition": MFA})
    given = cannot("all", "s3:*")
    assert examine(careful, BROKEN, **given) == []
    (found,) = examine(careful, DEPENDS, **given)
    assert (found.severity, found.depends_on) == ("warning", ("aws:MultiFactorAuthPresent",))
    assert found.message.startswith(
        "JohnDoe may break the guarantee 'all cannot s3:* on *': whether it can s3:GetObject on "
    )
    assert found.message.endswith(" depends on aws:MultiFactorAuthPresent")


def test_what_holds_is_no_finding(examine: Examine) -> None:
    given = cannot("all except group/Staff, role/Payroll", "s3:GetObject")
    assert [each for rule in (BROKEN, DEPENDS) for each in examine(ESTATE, rule, **given)] == []


@pytest.mark.parametrize("wanted", ["C", "D"])
def test_whoever_is_there_only_if_a_condition_comes_out_one_way_may_be_named(examine: Examine, wanted: str) -> None:
    """The parameter Stage has no default, so that nobody knows how C and its opposite D come out."""
    sections = {
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {
            "C": {"Fn::Equals": [{"Ref": "Stage"}, "a"]},
            "D": {"Fn::Not": [{"Condition": "C"}]},
        },
    }
    resources = user("JohnDoe", READS)
    resources["JohnDoe"]["Condition"] = wanted
    assert names(examine(resources, BROKEN, sections=sections, **cannot("user/JohnDoe", "s3:*"))) == ["user/JohnDoe"]


def test_what_is_said_of_nobody_is_refused_with_all_that_is_wrong(examine: Examine) -> None:
    given = cannot("all except group/Staf", "iam:*") | {"administrators": ["role/Payrol", "user/*"]}
    with pytest.raises(AccountError) as refused:
        examine(ESTATE, **given)
    assert str(refused.value).splitlines() == [
        "there is no role 'Payrol'; there is Payroll",
        "there is no group 'Staf'; there is Staff",
    ]
