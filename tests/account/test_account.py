"""Finding what is in an account by the names that people give."""

import pytest

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.model import Group, Policy, ResourcePolicy, Role, User
from iam_stacks.policy.document import Document
from iam_stacks.policy.symbol import symbol

IAM = "arn:aws:iam::123456789012:"
DOCUMENT = Document.parse({"Statement": []})


def user(name: str, path: str = "/", **fields: str) -> User:
    return User(arn=f"{IAM}user{path}{name}", name=name, path=path, **fields)


JOHN = user("JohnDoe", "/staff/", logical_id="John", template="a.json", stack="A")
JANE = user(symbol("Jane"), logical_id="Jane", template="a.json", stack="A")
TWIN_A = user(symbol("A.Twin"), logical_id="Twin", template="a.json", stack="A")
TWIN_B = user(symbol("B.Twin"), logical_id="Twin", template="b.json", stack="B")
ROLE = Role(arn=f"{IAM}role/service/Deploy", name="Deploy", path="/service/", trust=None)
GROUP = Group(arn=f"{IAM}group/Staff", name="Staff")
BUCKET = ResourcePolicy(
    resource="arn:aws:s3:::b", covers=("arn:aws:s3:::b", "arn:aws:s3:::b/*"), kind="K", policy=Policy("P", DOCUMENT)
)
ACCOUNT = Account(
    account_id="123456789012",
    account_from="given",
    partition="aws",
    region=symbol("AWS::Region"),
    users=(JOHN, JANE, TWIN_A, TWIN_B),
    groups=(GROUP,),
    roles=(ROLE,),
    resource_policies=(BUCKET,),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (f"{IAM}user/staff/JohnDoe", JOHN),
        ("user/staff/JohnDoe", JOHN),
        ("user/JohnDoe", JOHN),
        ("John", JOHN),
        ("A.John", JOHN),
        (f"{IAM}user/${{Jane}}", JANE),
        ("arn:aws:iam::${AWS::AccountId}:user/${Jane}", JANE),
        ("user/${Jane}", JANE),
        ("Jane", JANE),
        ("B.Twin", TWIN_B),
        ("user/${A.Twin}", TWIN_A),
        ("role/service/Deploy", ROLE),
        ("role/Deploy", ROLE),
        ("arn:aws:sts::123456789012:assumed-role/Deploy/session", ROLE),
    ],
)
def test_a_principal_is_found_by_each_of_its_names(name: str, found: User | Role) -> None:
    assert ACCOUNT.principal(name) is found


def test_a_group_is_found_but_is_no_principal() -> None:
    assert ACCOUNT.find("group/Staff") is GROUP
    with pytest.raises(AccountError, match="there is no user or role 'group/Staff'"):
        ACCOUNT.principal("group/Staff")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("user/JonDoe", "there is no user or role 'user/JonDoe'; there is user/JohnDoe"),
        ("JohnDoe", "there is no user or role 'JohnDoe'; there is user/JohnDoe"),
        ("Deploy", "there is no user or role 'Deploy'; there is role/Deploy"),
        ("xyz", "there is no user or role 'xyz'"),
        ("arn:aws:sts::123456789012:assumed-role/Other/session", "there is no user or role"),
    ],
)
def test_an_unknown_name_is_an_error_with_those_that_are_close(name: str, message: str) -> None:
    with pytest.raises(AccountError) as error:
        ACCOUNT.principal(name)
    assert str(error.value).startswith(message)


def test_an_ambiguous_name_is_an_error_that_says_how_to_be_unmistakable() -> None:
    with pytest.raises(AccountError) as error:
        ACCOUNT.principal("Twin")
    assert str(error.value) == "'Twin' is the name of more than one user or role; give A.Twin or B.Twin"


def test_things_without_logical_ids_are_told_apart_by_their_arns() -> None:
    other = Role(arn="arn:aws:iam::123456789012:role/other/Deploy", name="Deploy", path="/other/", trust=None)
    account = Account(account_id="1", account_from="", partition="aws", region="r", roles=(ROLE, other))
    with pytest.raises(AccountError, match=f"give {other.arn} or {ROLE.arn}"):
        account.find("role/Deploy")


def test_pseudo_parameters_that_are_known_are_read_as_what_they_are() -> None:
    text = "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}/${aws:username}"
    region, queue = symbol("AWS::Region"), symbol("Queue")
    assert ACCOUNT.read(text) == f"arn:aws:sqs:{region}:123456789012:{queue}/${{aws:username}}"


def test_the_policies_that_guard_a_resource_are_those_that_cover_it() -> None:
    assert ACCOUNT.resource_policies_of("arn:aws:s3:::b/key") == (BUCKET,)
    assert ACCOUNT.resource_policies_of("arn:aws:s3:::b2") == ()


def test_a_users_policies_are_its_own_and_those_of_its_groups_each_once() -> None:
    own, shared, other = (Policy(name, DOCUMENT) for name in ("own", "shared", "other"))
    groups = (Group(arn="g", name="g", policies=(shared, other)),)
    someone = User(arn="u", name="u", policies=(own, shared), groups=groups)
    assert [policy.name for policy in someone.all_policies] == ["own", "shared", "other"]
    assert (ROLE.all_policies, ROLE.groups) == ((), ())
