from collections.abc import Callable

import pytest
from aws_cdk.assertions import Annotations, Match

from iam_stacks.stacks.identity_stack import IdentityStack
from tests.stacks.conftest import Stacks

Define = Callable[[str], Stacks]


def warnings(stack: IdentityStack) -> list[str]:
    found = Annotations.from_stack(stack).find_warning("*", Match.any_value())
    return sorted(f"{entry.id} {str(entry.entry.data).split('[ack: ')[1].rstrip(']')}" for entry in found)


def test_a_group_or_user_without_mfa_is_a_warning(define: Define) -> None:
    identity, _ = define("""
    groups: {Safe: {}, Open: {mfa: false}}
    users:
      Both: {groups: [Safe, Open], console_access: true}
      Bare: {groups: [Open], programmatic_access: true}
      Alone: {console_access: true}
      Nobody: {groups: [Open]}
    """)
    assert warnings(identity) == [
        "/Identity/Groups/Open iam-stacks:group-without-mfa",
        "/Identity/Users/Alone iam-stacks:user-without-mfa",
        "/Identity/Users/Bare iam-stacks:user-without-mfa",
    ]


ALLOWING = "statements: [{effect: Allow, actions: [%s], resources: ['*']}]"
CONDITIONAL = ALLOWING.replace("}]", ", conditions: {Bool: {'aws:MultiFactorAuthPresent': 'true'}}}]")


@pytest.mark.parametrize(
    ("boundary", "user", "said"),
    [
        (
            ALLOWING % "'s3:*'",
            "console_access: true",
            "iam:ChangePassword and iam:CreateVirtualMFADevice and iam:EnableMFADevice: somebody",
        ),
        (
            ALLOWING % "'s3:*'",
            "programmatic_access: true",
            "allow iam:CreateVirtualMFADevice and iam:EnableMFADevice: somebody else",
        ),
        (
            ALLOWING % "'iam:ChangePassword'",
            "console_access: true",
            "allow iam:CreateVirtualMFADevice and iam:EnableMFADevice: somebody",
        ),
        (ALLOWING % "'iam:*'", "console_access: true", ""),
        (CONDITIONAL % "'iam:*'", "console_access: true", ""),
        (ALLOWING % "'s3:*'", "path: /", ""),
        ("delegated_admin: {path: /team/}", "path: /team/, console_access: true", ""),
        ("delegated_admin: {path: /team/}", "path: /leads/, programmatic_access: true", ""),
    ],
)
def test_a_boundary_that_keeps_users_from_their_own_credentials_is_a_warning(
    define: Define, boundary: str, user: str, said: str
) -> None:
    identity, _ = define(f"""
    boundaries: {{B: {{{boundary}}}}}
    groups: {{G: {{}}}}
    users: {{U: {{groups: [G], permissions_boundary: B, {user}}}}}
    """)
    found = Annotations.from_stack(identity).find_warning("*", Match.any_value())
    assert [str(entry.entry.data) for entry in found if said and said in str(entry.entry.data)] or not said
    assert bool(found) is bool(said)
