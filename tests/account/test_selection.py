"""Users and roles, as people name them."""

import pytest

from iam_stacks.account.error import AccountError
from iam_stacks.account.model import Role
from iam_stacks.account.selection import Selection
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import symbol
from tests.guarantees.accounts import IAM, account, group, role, user

ADMINS, STAFF = group("Admins"), group("Staff")
MADE = Role(arn=f"{IAM}role/{symbol('Worker1A2B')}", name=symbol("Worker1A2B"), trust=None, logical_id="Worker1A2B")
ESTATE = account(
    ADMINS,
    STAFF,
    group("Empty"),
    user("team/Jane", groups=[ADMINS, STAFF]),
    user("John", groups=[STAFF]),
    user("Jo"),
    role("Deploy"),
    MADE,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("all", ["Deploy", "Worker1A2B", "Jo", "John", "Jane"]),
        ("user/John", ["John"]),
        ("user/Jane", ["Jane"]),
        ("user/team/Jane", ["Jane"]),
        ("user/Jo*", ["Jo", "John"]),
        ("user/J?", ["Jo"]),
        ("role/*", ["Deploy", "Worker1A2B"]),
        ("role/Worker1A2B", ["Worker1A2B"]),
        ("role/${Worker1A2B}", ["Worker1A2B"]),
        ("group/Staff", ["John", "Jane"]),
        ("group/*", ["John", "Jane"]),
        ("group/Empty", []),
        ("user/Nobody*", []),
        ("user/Jo , role/Deploy", ["Deploy", "Jo"]),
        ("all except group/Admins, role/*", ["Jo", "John"]),
        ("  group/Staff   except user/team/*  ", ["John"]),
        ("user/Jo except user/Nobody*", ["Jo"]),
    ],
)
def test_whom_a_selection_names(text: str, names: list[str]) -> None:
    found = Selection.parse(text).of(ESTATE)
    assert [each.name.strip("\ue000\ue001") for each in found] == names
    assert [each.arn for each in found] == sorted(each.arn for each in found)


def test_the_names_that_somebody_has_to_have() -> None:
    selection = Selection.parse("all except user/A, user/B*, group/G, role/R?")
    assert selection.exact == (("user", "A"), ("group", "G"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("everybody", "'everybody' names nobody; give all, or user/NAME, role/NAME, group/NAME, "),
        ("", "'' names nobody; give all"),
        ("user/", "'user/' names nobody"),
        ("user/A, policy/B", "'policy/B' of selection 'user/A, policy/B' names nobody; give all"),
        ("user/A,", "'' of selection 'user/A,' names nobody"),
        ("all except", "'all except' names nobody"),
        ("all except user/A except user/B", "has 'except' more than once; name all others after the first"),
    ],
)
def test_what_is_no_selection_is_refused(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        Selection.parse(text)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("user/Jon", "there is no user 'Jon'; there is John or Jo"),
        ("all except group/Admin", "there is no group 'Admin'; there is Admins"),
        ("role/Xyz", "there is no role 'Xyz'"),
    ],
)
def test_a_name_without_wildcards_is_somebodys(text: str, message: str) -> None:
    with pytest.raises(AccountError) as refused:
        Selection.parse(text).of(ESTATE)
    assert str(refused.value) == message
