from typing import Any

import pytest

from iam_stacks.policy.caller import parse_caller
from iam_stacks.policy.principal import Grant, PrincipalSet
from iam_stacks.policy.statement import Principals
from tests.policy.strategies import ACCOUNT, FEDERATED, ROLE, ROOT, SERVICE, SESSION, STRANGER, USER

PROVIDER = f"arn:aws:iam::{ACCOUNT}:saml-provider/Example"
OTHER_SESSION = SESSION.replace("monday", "friday")


def named(**kinds: Any) -> PrincipalSet:
    return PrincipalSet(
        Principals(tuple((kind, (names,) if isinstance(names, str) else names) for kind, names in kinds.items()))
    )


EVERYONE = PrincipalSet(Principals((("*", ("*",)),)))
GRANTS = [
    (EVERYONE, USER, Grant.DIRECT),
    (EVERYONE, "*", Grant.DIRECT),
    (named(AWS="*"), SERVICE, Grant.DIRECT),
    (named(AWS=USER), USER, Grant.DIRECT),
    (named(AWS=USER), STRANGER, Grant.NONE),
    (named(AWS=USER), "*", Grant.NONE),
    (named(AWS=ACCOUNT), USER, Grant.ACCOUNT),
    (named(AWS=ROOT), SESSION, Grant.ACCOUNT),
    (named(AWS=ROOT), ROOT, Grant.DIRECT),
    (named(AWS=ROOT), STRANGER, Grant.NONE),
    (named(AWS=ROLE), ROLE, Grant.PARENT),
    (named(AWS=ROLE), SESSION, Grant.PARENT),
    (named(AWS=SESSION), SESSION, Grant.DIRECT),
    (named(AWS=SESSION), OTHER_SESSION, Grant.NONE),
    (named(AWS=(ROLE, SESSION)), SESSION, Grant.DIRECT),
    (named(AWS=(ROLE, ROOT)), SESSION, Grant.PARENT),
    (named(AWS=USER), FEDERATED, Grant.PARENT),
    (named(AWS=FEDERATED), FEDERATED, Grant.DIRECT),
    (named(AWS=ROLE.replace("aws:iam", "aws-cn:iam")), SESSION, Grant.NONE),
    (named(AWS=ROLE.replace(":iam:", ":sts:")), SESSION, Grant.NONE),
    (named(Service=SERVICE), SERVICE, Grant.DIRECT),
    (named(Service=SERVICE.upper()), SERVICE, Grant.DIRECT),
    (named(Service="*"), SERVICE, Grant.DIRECT),
    (named(Service="*"), USER, Grant.NONE),
    (named(Service="lambda.amazonaws.com"), SERVICE, Grant.NONE),
    (named(AWS=SERVICE), SERVICE, Grant.NONE),
    (named(Federated=PROVIDER), PROVIDER, Grant.DIRECT),
    (named(AWS=PROVIDER), PROVIDER, Grant.NONE),
    (named(CanonicalUser="79a59df900b949e55d96a1e698fbaced"), USER, Grant.NONE),
]


@pytest.mark.parametrize(("principals", "caller", "expected"), GRANTS)
def test_how_directly_a_caller_is_named(principals: PrincipalSet, caller: str, expected: Grant) -> None:
    assert principals.grant(parse_caller(caller)) is expected


LISTS = [
    (named(AWS=(USER, ROOT)), USER, True),
    (named(AWS=(USER, ACCOUNT)), USER, True),
    (named(AWS=USER), USER, False),
    (named(AWS=ROOT), USER, False),
    (named(AWS=ROOT), ROOT, True),
    (named(AWS=(ROLE, ROOT)), ROLE, True),
    (named(AWS=(ROLE, ROOT)), SESSION, False),
    (named(AWS=(SESSION, ROOT)), SESSION, False),
    (named(AWS=(SESSION, ROLE, ROOT)), SESSION, True),
    (named(AWS=(FEDERATED, ROOT)), FEDERATED, True),
    (EVERYONE, USER, True),
    (named(Service=SERVICE), SERVICE, True),
    (named(AWS=USER), SERVICE, False),
    (named(AWS=USER), "*", False),
]


@pytest.mark.parametrize(("principals", "caller", "expected"), LISTS)
def test_a_not_principal_lists_account_role_and_session(principals: PrincipalSet, caller: str, expected: bool) -> None:
    # AWS JSON policy elements: NotPrincipal, "NotPrincipal with Deny"
    assert principals.lists_all_of(parse_caller(caller)) is expected


def test_to_list_any_of_them_is_less() -> None:
    assert named(AWS=ROOT).lists_any_of(parse_caller(USER))
    assert not named(AWS=STRANGER).lists_any_of(parse_caller(USER))
