"""The texts of elements, and where they stand."""

from iam_stacks.account.account import Account
from iam_stacks.account.gathered import read_policy
from iam_stacks.account.place import Place
from iam_stacks.checks.element import Element, actions_of, resources_of, steps_to
from iam_stacks.checks.views import PolicyView, StatementView
from iam_stacks.policy.kind import IDENTITY
from tests.checks.samples import allow

ACCOUNT = Account(account_id="123456789012", account_from="", partition="aws", region="eu-central-1")


def view(**more: object) -> StatementView:
    document = {"Statement": [allow(["s3:GetObject", "s3:PutObject"], "*", **more)]}
    written = read_policy("P", document, Place("t.json", "P"), layer=IDENTITY)
    return PolicyView(account=ACCOUNT, kind=IDENTITY, written=written).statements[0]


def test_a_text_of_a_list_has_an_index_and_another_has_none() -> None:
    statement = view()
    assert steps_to(statement, actions_of(statement), "s3:PutObject") == ("Action", 1)
    assert steps_to(statement, resources_of(statement), "*") == ("Resource",)


def test_the_negated_elements_take_the_places_of_the_others() -> None:
    statement = view(Action=None, NotAction=["iam:*"], Resource=None, NotResource="arn:aws:s3:::b")
    assert actions_of(statement) == Element("NotAction", ("iam:*",))
    assert resources_of(statement) == Element("NotResource", ("arn:aws:s3:::b",))
    assert steps_to(statement, resources_of(statement), "arn:aws:s3:::b") == ("NotResource",)
