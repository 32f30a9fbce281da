"""What things are called, and where they are."""

from iam_stacks.account.model import User
from iam_stacks.account.place import Place
from iam_stacks.checks.things import place_of, subject_of

ARN = "arn:aws:iam::123456789012:user/staff/Jane"


def test_a_thing_of_an_export_is_where_its_arn_says() -> None:
    assert place_of(User(arn=ARN, name="Jane", path="/staff/")) == Place("", "user/staff/Jane")


def test_a_thing_of_a_template_is_where_its_properties_are() -> None:
    declared = User(arn=ARN, name="\ue000U\ue001", logical_id="U", template="t.json", stack="t")
    assert place_of(declared) == Place("t.json", "U", ("Properties",))
    assert subject_of(declared) == "U"
