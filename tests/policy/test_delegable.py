"""Which actions and paths can be delegated."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.account.service_data import action_exists, expand_actions
from iam_stacks.policy import Evaluator, PolicyError, Request
from iam_stacks.policy.delegable import DELEGATED_PATH, REFUSED_SERVICES, require_delegable
from iam_stacks.policy.delegation import delegation_statements

PREFIX = "arn:aws-us-gov:iam::111122223333"


@pytest.mark.parametrize(
    "service",
    ["iam", "sts", "organizations", "account", "controltower", "sso", "sso-directory", "sso-oauth", "identitystore",
     "identitystore-auth", "identity-sync", "signin", "rolesanywhere", "cloudformation", "servicecatalog", "proton",
     "ssm-quicksetup", "amplify", "datazone", "elasticbeanstalk", "account-access", "cloud9", "codecatalyst",
     "cognito-identity", "ds", "ds-data", "iq-permission"],
)  # fmt: skip
def test_actions_that_reach_beyond_the_boundary_are_refused(service: str) -> None:
    assert action_exists(expand_actions(f"{service}:*")[0])
    for action in (f"{service}:*", f"{service.upper()}:*", f"{service}:Get?*", expand_actions(f"{service}:*")[0]):
        with pytest.raises(PolicyError, match=re.escape(f"{action!r} is not allowed: {REFUSED_SERVICES[service]}")):
            require_delegable(["s3:*", action])


def test_every_service_that_is_refused_is_refused_by_its_prefix_in_iam() -> None:
    """A prefix with a mistake would refuse nothing."""
    assert [service for service in REFUSED_SERVICES if service != "*" and not expand_actions(f"{service}:*")] == []


def test_every_action_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"'\*' is not allowed: it is every action"):
        require_delegable(["*"])


@pytest.mark.parametrize(
    "action",
    ["", "i*:*", "?am:*", "*:*", "iam", " iam:*", "iam :*", "s3:*\n", "\uff49am:*", "${Token[TOKEN.1]}", "s3:${x}"],
)
def test_what_is_no_pattern_of_an_action_is_refused(action: str) -> None:
    with pytest.raises(PolicyError, match="is not allowed; give 1 to 128 characters: service:Action"):
        require_delegable([action])


def test_one_text_is_no_list_of_actions() -> None:
    with pytest.raises(PolicyError, match=r"allowed_actions 's3:\*' is not allowed; give a list"):
        require_delegable("s3:*")


def boundary(allowed_actions: Sequence[str]) -> Evaluator:
    statements = delegation_statements(
        arn_prefix=PREFIX, boundary=f"{PREFIX}:policy/Delegated", path="/delegated/", allowed_actions=allowed_actions
    )
    every = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    document = {"Version": "2012-10-17", "Statement": statements}
    return Evaluator(identity_policies=[every], permissions_boundary=document)


REQUESTS = [
    Request(principal=f"{PREFIX}:user/Holder", action=action, resource=resource)
    for action in expand_actions("iam:*") + expand_actions("sts:*")
    for resource in ("*", f"{PREFIX}:role/X", f"{PREFIX}:role/delegated/X", f"{PREFIX}:policy/Delegated")
]
ALLOWED_ALREADY = [boundary([]).decide(request).allowed for request in REQUESTS]

PATTERNS = st.builds(
    "{}:{}".format,
    st.sampled_from(["iam", "IAM", "Sts", "sts", "i*", "?ts", "*", "s3", "iamx", "sts-x", "access-analyzer", ""]),
    st.one_of(st.sampled_from(["*", "?*", "**", "Assume*", "Create*", "Pass????"]), st.text("*?aeCr", max_size=5)),
)


@given(st.lists(PATTERNS, max_size=4))
def test_no_accepted_pattern_allows_more_of_iam_or_sts(patterns: list[str]) -> None:
    accepted = [pattern for pattern in patterns if is_delegable(pattern)]
    evaluator = boundary(accepted)
    assert [evaluator.decide(request).allowed for request in REQUESTS] == ALLOWED_ALREADY


def is_delegable(pattern: str) -> bool:
    try:
        require_delegable([pattern])
    except PolicyError:
        return False
    return True


@pytest.mark.parametrize("path", ["/delegated/", "/a/b/", "/team.x,+@=_-/", "/service-roles/"])
def test_a_path_of_several_words_can_be_delegated(path: str) -> None:
    assert DELEGATED_PATH.accepts(path)


@pytest.mark.parametrize(
    "path",
    ["", "/", "//", "delegated", "/delegated", "delegated/", "/d*/", "/d?/", "/${aws:username}/", "/a//b/", "/a b/",
     "/aws-service-role/", "/aws-reserved/sso.amazonaws.com/", "/service-role/", "/d/\n", "/" + "d" * 511 + "/"],
)  # fmt: skip
def test_a_path_is_refused_that_is_everything_a_pattern_or_a_path_of_aws(path: str) -> None:
    assert not DELEGATED_PATH.accepts(path)
