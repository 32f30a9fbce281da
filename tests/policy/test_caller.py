from typing import Any

import pytest

from iam_stacks.policy import PolicyError
from iam_stacks.policy.arn import Arn, split_arn
from iam_stacks.policy.caller import (
    ANONYMOUS,
    ANYONE,
    FEDERATED_USER,
    PROVIDER,
    ROLE,
    ROOT,
    SERVICE,
    USER,
    Parent,
    is_service_linked_role,
    parse_caller,
)
from iam_stacks.policy.symbol import symbol

ACCOUNT = "111122223333"
IAM, STS = f"arn:aws:iam::{ACCOUNT}", f"arn:aws:sts::{ACCOUNT}"
LINKED = f"{IAM}:role/aws-service-role/sns.amazonaws.com/AWSServiceRoleForExample"


def keys(**given: str) -> dict[str, str]:
    return {"aws:principalaccount": ACCOUNT, **{f"aws:{name}": value for name, value in given.items()}}


# IAM User Guide, "IAM policy elements: Variables and tags", "Principal key values"
CALLERS: list[tuple[str, str, str, Any]] = [
    (
        f"{IAM}:user/team/alice",
        USER,
        "alice",
        keys(principalarn=f"{IAM}:user/team/alice", principaltype="User", username="alice"),
    ),
    (
        f"{IAM}:role/app/Reader",
        ROLE,
        "Reader",
        keys(principalarn=f"{IAM}:role/app/Reader", principaltype="AssumedRole"),
    ),
    (
        f"{STS}:assumed-role/Reader/monday",
        ROLE,
        "Reader",
        keys(principalarn=f"{IAM}:role/Reader", principaltype="AssumedRole"),
    ),
    (
        f"{STS}:federated-user/alice",
        FEDERATED_USER,
        "alice",
        keys(principalarn=f"{STS}:federated-user/alice", principaltype="FederatedUser", userid=f"{ACCOUNT}:alice"),
    ),
    (f"{IAM}:root", ROOT, "", keys(principalarn=f"{IAM}:root", principaltype="Account", userid=ACCOUNT)),
    ("Lambda.amazonaws.com", SERVICE, "lambda.amazonaws.com", {}),
    (f"{IAM}:oidc-provider/accounts.example.com", PROVIDER, "accounts.example.com", {}),
    (f"{IAM}:saml-provider/Example", PROVIDER, "Example", {}),
    (
        "*",
        ANONYMOUS,
        "",
        {"aws:principalaccount": "anonymous", "aws:principaltype": "Anonymous", "aws:userid": "anonymous"},
    ),
]


@pytest.mark.parametrize(("text", "kind", "name", "derived"), CALLERS)
def test_a_principal_is_read_with_the_keys_that_follow_from_it(text: str, kind: str, name: str, derived: Any) -> None:
    caller = parse_caller(text)
    assert (caller.kind, caller.name, caller.derived) == (kind, name, derived)
    assert caller.is_identity is (kind in (USER, ROLE, FEDERATED_USER, ROOT))
    assert caller.account == (ACCOUNT if caller.is_identity else "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "alice",
        ACCOUNT,
        f"{IAM}:user/",
        f"{IAM}:user",
        f"{IAM}:group/Developers",
        f"{STS}:assumed-role/Reader",
        f"{STS}:assumed-role/a/b/c",
        f"{STS}:federated-user/a/b",
        f"{STS}:user/alice",
        f"{IAM}:policy/a",
        f"arn:aws:iam:eu-west-1:{ACCOUNT}:user/alice",
        "arn:aws:iam::11112222333:user/alice",
        "arn:aws:iam::1111222233334:root",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "arn:aws:s3:::bucket",
        "lambda.amazonaws.com/",
        ".amazonaws.com",
    ],
)
def test_what_is_no_principal_is_refused(text: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse_caller(text)
    assert str(caught.value) == (
        f"principal {text!r} is not one; give the ARN of a user, role, assumed-role or federated-user session, account "
        "root, or identity provider, a service such as lambda.amazonaws.com, or *"
    )


def test_a_name_with_dots_is_a_provider_when_one_vouches_for_the_caller() -> None:
    assert parse_caller("accounts.google.com", vouched_for=True).kind == PROVIDER
    assert parse_caller("accounts.google.com").kind == SERVICE


def test_an_account_may_be_a_symbol() -> None:
    assert parse_caller(f"arn:aws:iam::{symbol('AWS::AccountId')}:user/alice").account == symbol("AWS::AccountId")


def test_a_session_knows_its_role_and_a_federated_user_its_user() -> None:
    assert parse_caller(f"{STS}:assumed-role/Reader/monday").parent == Parent("aws", ACCOUNT, "role", "Reader")
    assert parse_caller(f"{STS}:federated-user/alice").parent == Parent("aws", ACCOUNT, "user", "alice")
    assert parse_caller(f"{IAM}:user/alice").parent is None


def test_a_role_by_its_arn_is_a_session_with_any_name() -> None:
    assert parse_caller(f"{IAM}:role/Reader").is_role_itself
    assert not parse_caller(f"{STS}:assumed-role/Reader/monday").is_role_itself
    assert not parse_caller(f"{IAM}:user/alice").is_role_itself


def test_a_service_linked_role_is_known_by_its_path() -> None:
    assert is_service_linked_role(LINKED)
    assert not is_service_linked_role(f"{IAM}:role/app/Reader")
    assert not is_service_linked_role(f"{IAM}:user/aws-service-role/x")


def test_of_a_caller_whose_name_nobody_knows_only_the_account_is_known() -> None:
    assert parse_caller(f"{IAM}:user/{ANYONE}").derived == {"aws:principalaccount": ACCOUNT}
    assert parse_caller(f"arn:aws:iam::{ANYONE}:user/{ANYONE}").derived == {}


@pytest.mark.parametrize("name", [symbol("Partner"), "79a59df900b949e5" * 4])
def test_a_caller_may_be_known_by_name_only(name: str) -> None:
    assert (parse_caller(name).account, parse_caller(name).derived) == (name, {})
    assert (parse_caller(name, vouched_for=True).account, parse_caller(name, vouched_for=True).name) == ("", name)


def test_a_session_has_a_role() -> None:
    with pytest.raises(PolicyError, match="is not one"):
        parse_caller(f"{STS}:assumed-role//s")


def test_the_root_arn_is_of_the_callers_partition() -> None:
    assert parse_caller(f"arn:aws-cn:iam::{ACCOUNT}:user/a").root_arn == f"arn:aws-cn:iam::{ACCOUNT}:root"


def test_an_arn_has_six_parts_the_last_with_its_colons() -> None:
    assert split_arn("arn:aws:sns:eu-west-1:1:a:b") == Arn("aws", "sns", "eu-west-1", "1", "a:b")
    assert split_arn("arn:aws:s3") is None
    assert split_arn("nra:aws:s3:::b") is None
