"""What is said, and the ids and fingerprints by which it is known again."""

from typing import Any

import pytest

from iam_stacks.account.place import Place
from iam_stacks.checks.diagnosis import Diagnosis
from iam_stacks.checks.rule import ERROR, Remark, Rule
from iam_stacks.checks.views import AccountView, PolicyView, StatementView
from tests.checks.conftest import Examine
from tests.checks.samples import allow, managed


def rule(over: type[Any], *remarks: Remark) -> Rule[Any]:
    """Return a rule that says the same about everything."""
    texts = {"says": "it is so", "because": "it is so", "fix": "leave it", "source": "nobody"}
    return Rule(id="so-it-is", over=over, severity=ERROR, check=lambda _: iter(remarks), **texts)


@pytest.fixture
def only(examine: Examine) -> Any:
    def run(resources: Any, over: type[Any], remark: Remark) -> Diagnosis:
        (found,) = examine(resources, rules=(rule(over, remark),))
        return found

    return run


class TestAStatement:
    def test_is_known_by_its_policy_and_its_sid(self, only: Any) -> None:
        found = only(managed(allow("s3:*", Sid="All")), StatementView, Remark(message="it is wide", steps=("Action",)))
        assert found.qualified_rule == "so-it-is[P.All]"
        assert (found.statement, found.sid) == (0, "All")
        assert found.place == Place("t.json", "P", ("Properties", "PolicyDocument", "Statement", 0, "Action"))
        assert (found.message, found.fix) == ("it is wide", "leave it")

    def test_is_known_by_its_content_where_it_has_no_sid(self, only: Any) -> None:
        actions = ["s3:GetObject", "s3:PutObject"]
        remark = Remark(message="it is wide")
        found = only(managed(allow(actions)), StatementView, remark)
        again = only(managed(allow([*actions[::-1], "S3:GetObject"])), StatementView, remark)
        other = only(managed(allow(actions[:1])), StatementView, remark)
        assert found.qualified_rule == again.qualified_rule != other.qualified_rule
        assert found.fingerprint == again.fingerprint != other.fingerprint

    def test_a_detail_tells_remarks_apart(self, only: Any) -> None:
        found = only(managed(allow("s3:*", Sid="All")), StatementView, Remark(message="it is wide", detail="s3:*"))
        assert found.qualified_rule == "so-it-is[P.All s3:*]"

    @pytest.mark.parametrize(
        ("detail", "shown"),
        [
            ("s3:{Get}(Put[*])", "s3:{Get}(Put[*])"),
            ("s3:(Get", "s3:_Get"),
            ("s3:Get)", "s3:Get_"),
            ("s3:([Get)]", "s3:__Get__"),
        ],
    )
    def test_brackets_in_its_id_come_in_pairs(self, only: Any, detail: str, shown: str) -> None:
        """CDK breaks down at others: the whole synthesis fails, without a finding."""
        found = only(managed(allow("s3:*", Sid="All")), StatementView, Remark(message="it is wide", detail=detail))
        assert found.qualified_rule == f"so-it-is[P.All {shown}]"

    def test_what_is_known_at_deployment_is_shown_as_people_write_it(self, only: Any) -> None:
        resource = {"Fn::Sub": "${B.Arn}/*"}
        bucket = {"B": {"Type": "AWS::S3::Bucket"}}
        statement = managed(allow("s3:*", resource, Sid="All")) | bucket
        found = only(statement, StatementView, Remark(message="\ue000B\ue001 is wide", principal="\ue000B\ue001"))
        assert (found.message, found.principal) == ("${B} is wide", "${B}")


def test_a_policy_is_known_by_its_name(only: Any) -> None:
    found = only(managed(allow("s3:*")), PolicyView, Remark(message="it is old", steps=("Version",), fix="renew it"))
    assert found.qualified_rule == "so-it-is[P]"
    assert found.place.path[-1] == "Version"
    assert (found.statement, found.sid, found.policy, found.fix) == (
        None,
        None,
        "arn:aws:iam::123456789012:policy/${P}",
        "renew it",
    )


def test_a_policy_of_aws_is_at_the_identity_that_it_is_attached_to(only: Any) -> None:
    arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    user = {"U": {"Type": "AWS::IAM::User", "Properties": {"ManagedPolicyArns": arns}}}
    found = only(user, StatementView, Remark(message="it is wide", steps=("Action",)))
    assert found.place == Place("t.json", "U", ("Properties",))


def test_a_thing_is_known_by_its_name(only: Any) -> None:
    place = Place("t.json", "U")
    found = only(
        managed(), AccountView, Remark(message="so it is", place=place, subject="JohnDoe", depends_on=("b", "a"))
    )
    assert found.qualified_rule == "so-it-is[JohnDoe]"
    assert (found.place, found.policy, found.depends_on) == (place, None, ("a", "b"))


@pytest.mark.parametrize(
    ("place", "element"),
    [
        (Place("t.json", "U", ("Properties",)), "U"),
        (Place("t.json", "", ("Outputs", "Password", "Value")), "Password"),
        (Place("t.json", "", ("Statement", 0)), ""),
        (Place("t.json", ""), ""),
    ],
)
def test_what_it_is_about_is_a_resource_or_an_output(only: Any, place: Place, element: str) -> None:
    assert only(managed(), AccountView, Remark(message="so it is", place=place, subject="x")).element == element


def test_a_remark_about_an_account_must_say_where(only: Any) -> None:
    with pytest.raises(AssertionError):
        only(managed(), AccountView, Remark(message="so it is"))
