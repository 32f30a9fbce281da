import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.config.consequences import consequences
from iam_stacks.config.source import Source, read


def problems(text: str, account: str | None = None) -> list[str]:
    return [str(fault) for fault in consequences(read(text), Path(), account)]


STRANGER = 'roles: {R: {trust: {account: "111111111111"}}}'


def test_an_account_must_be_ours_or_have_an_external_id() -> None:
    (problem,) = problems(STRANGER)
    assert problem.startswith("1:21: roles.R.trust.account: account 111111111111 is neither the one deployed to nor")


def test_the_account_deployed_to_and_own_accounts_are_ours() -> None:
    assert problems(STRANGER, account="111111111111") == []
    assert problems(STRANGER, account="222222222222") != []
    assert problems(f'{{own_accounts: ["111111111111"], {STRANGER}}}') == []


def test_an_audience_must_be_registered_with_its_provider() -> None:
    text = """
    providers: {P: {url: "https://idp.example", audiences: [a]}}
    roles: {R: {trust: {web_identity: {provider: P, audience: [a, b], subject: s}}}}
    """
    assert problems(text) == [
        "3:53: roles.R.trust.web_identity.audience: the provider does not register this audience, so no token could be "
        'used; given "b"; allowed: a'
    ]
    assert problems(text.replace("[a, b]", "a")) == []


def test_the_audience_that_a_kind_of_trust_asks_for_by_itself_must_be_registered_too() -> None:
    text = """
    providers: {P: {url: "https://token.actions.githubusercontent.com", audiences: [a]}}
    roles: {R: {trust: {github_actions: {provider: P, repository: o/r, branch: main}}}}
    """
    assert problems(text) == [
        "3:17: roles.R.trust: the provider does not register this audience, so no token could be used; given "
        '"sts.amazonaws.com"; allowed: a'
    ]


def test_a_trust_policy_must_not_exceed_the_quota_of_the_account() -> None:
    accounts = [f"arn:aws:iam::111111111111:role/{'r' * 40}{number:02}" for number in range(30)]
    estate = {"own_accounts": ["111111111111"], "roles": {"R": {"trust": {"account": accounts}}}}
    (problem,) = problems(yaml.safe_dump(estate))
    assert "the trust policy has" in problem
    assert "shorten the principals of statement 0" in problem
    assert problems(yaml.safe_dump(estate | {"quotas": {"trust_policy_size": 4096}})) == []


def policies(**names: int) -> str:
    """Return policies, each of so many statements of which one policy can hold but one."""
    arns = [f"arn:aws:s3:::{'b' * 60}{number:03}" for number in range(60)]
    statement = {"effect": "Allow", "actions": ["s3:GetObject"], "resources": arns}
    made = {name: {"statements": [statement | {"sid": f"S{i}"} for i in range(count)]} for name, count in names.items()}
    return yaml.safe_dump({"policies": made})


def test_the_second_name_of_a_long_policy_must_be_free() -> None:
    (problem,) = problems(policies(P=2, p2=1))
    assert "policies.P: this policy is so long that it takes a second name, P2, which another one has" in problem
    assert problems(policies(P=2, P3=1)) == []
    assert problems(policies(P=1, P2=1)) == []


@pytest.mark.parametrize(("section", "quota"), [("groups", 10), ("users", 10), ("roles", 20)])
def test_a_principal_must_not_have_more_policies_than_its_quota(section: str, quota: int) -> None:
    def having(count: int) -> str:
        without = {"mfa": False} if section == "groups" else {}
        policies = [f"A{number}" for number in range(count)]
        return yaml.safe_dump({section: {"X": {"managed_policies": policies, **without}}})

    assert problems(having(quota)) == []
    (problem,) = problems(having(quota + 1))
    assert f"{section}.X: this has {quota + 1} managed policies, and can have {quota}; put statements" in problem


def test_a_policy_that_takes_two_names_counts_twice() -> None:
    text = policies(P=2) + yaml.safe_dump({"groups": {"G": {"policies": ["P"], "managed_policies": list("ABCDEFGH")}}})
    assert "groups.G: this has 11 managed policies with the one for mfa, and can have 10" in problems(text)[0]
    assert problems(text.replace("managed_policies", "mfa: false\n    managed_policies")) == []


def test_a_raised_quota_is_the_users_to_give() -> None:
    role = {"roles": {"R": {"managed_policies": [f"A{number}" for number in range(25)]}}}
    assert problems(yaml.safe_dump(role | {"quotas": {"managed_policies_per_role": 25}})) == []


FLAGS = {"trust": {"service": "lambda.amazonaws.com"}, "vpc": True}
OWN = {"account": "${AWS::AccountId}", "mfa_max_age": 600}


@pytest.mark.parametrize(
    ("role", "free"),
    [
        ({"kind": "support", "trust": OWN}, 19),
        ({"kind": "break_glass", "trust": OWN}, 20),
        (FLAGS, 19),
        (FLAGS | {"managed_basic": True}, 18),
        ({"trust": FLAGS["trust"], "managed_basic": True}, 19),
        ({"trust": FLAGS["trust"]}, 20),
        ({"trust": {"service": "ec2.amazonaws.com"}, "kind": "instance"}, 20),
    ],
)
def test_what_a_role_has_by_its_kind_counts_too(role: dict[str, Any], free: int) -> None:
    def having(count: int) -> str:
        return yaml.safe_dump({"roles": {"R": role | {"managed_policies": [f"A{number}" for number in range(count)]}}})

    assert problems(having(free)) == []
    (problem,) = problems(having(free + 1))
    assert "roles.R: this has 21 managed policies, and can have 20" in problem


def test_a_policy_that_is_named_twice_counts_once() -> None:
    others = [f"A{number}" for number in range(19)]
    role = {"kind": "support", "trust": OWN, "managed_policies": ["AWSSupportAccess", *others]}
    assert problems(yaml.safe_dump({"roles": {"R": role}})) == []


def test_each_element_of_any_of_is_judged_at_its_own_place() -> None:
    text = """
    own_accounts: ["222222222222"]
    roles:
      R:
        trust:
          any_of:
            - {account: "222222222222"}
            - {account: "111111111111"}
            - {saml: {provider: P}}
            - {account: "333333333333"}
            - {account: 5}
      S: {trust: {any_of: [{account: "444444444444"}, {service: ec2.amazonaws.com}]}}
    """
    places = [problem.partition(" ")[0] + problem.split(" ")[1] for problem in problems(text)]
    assert places == [
        "8:16:roles.R.trust.any_of[1].account:",
        "10:16:roles.R.trust.any_of[3].account:",
        "12:29:roles.S.trust.any_of[0].account:",
    ]


def test_the_elements_of_any_of_must_fit_into_one_trust_policy() -> None:
    accounts = [f"arn:aws:iam::111111111111:role/{'r' * 40}{number:02}" for number in range(30)]
    halves = [{"account": accounts[:15]}, {"account": accounts[15:]}]
    estate = {"own_accounts": ["111111111111"], "roles": {"R": {"trust": {"any_of": halves}}}}
    (problem,) = problems(yaml.safe_dump(estate))
    assert "roles.R.trust: the trust policy has" in problem
    assert problems(yaml.safe_dump(estate | {"quotas": {"trust_policy_size": 4096}})) == []


def boundary(name: str, characters: int) -> str:
    allowed = [f"{'s' * 30}{number:02}:{'A' * 80}" for number in range(characters // 100)]
    return yaml.safe_dump({"boundaries": {name: {"delegated_admin": {"allowed_actions": allowed}}}})


def test_the_size_of_a_boundary_that_names_itself_includes_its_name() -> None:
    longest = next(size for size in range(6000, 0, -100) if problems(boundary("B", size)) == [])
    (problem,) = problems(boundary("B" * 128, longest))
    assert "boundaries.BBB" in problem
    assert re.search(r"the boundary has 6,[0-9]{3} characters, and cannot be split; allowed: 6,144 or less", problem)


SAML = "saml: {}, existing: true"
AUTHORITY = (
    'roles_anywhere: {certificate_authority_arn: "arn:aws:acm-pca:us-east-1:111111111111:certificate-authority/a"}'
)
ANCHOR = 'roles_anywhere: {trust_anchor_arn: "arn:aws:rolesanywhere:us-east-1:111111111111:trust-anchor/a"}'
MACHINE = f"""
own_accounts: ["111111111111"]
providers: {{P: {{{ANCHOR}}}}}
roles: {{a.b: {{trust: {{roles_anywhere: {{provider: P, uri: x}}}}}}}}"""
OF_SAML = "1 to 128 characters: letters, digits and ._-"
OF_ROLES_ANYWHERE = "1 to 255 characters: letters, digits, spaces and _-"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            f"providers: {{a+b: {{{SAML}}}}}",
            f"1:13: providers.a+b: a SAML provider cannot have this name; allowed: {OF_SAML}",
        ),
        (
            f"providers: {{a.b: {{{AUTHORITY}}}}}",
            f"1:13: providers.a.b: a trust anchor cannot have this name; allowed: {OF_ROLES_ANYWHERE}",
        ),
        (
            MACHINE,
            "4:9: roles.a.b: the profile of a role for IAM Roles Anywhere cannot have this name; "
            f"allowed: {OF_ROLES_ANYWHERE}",
        ),
    ],
)
def test_a_key_must_be_a_name_of_what_it_becomes(text: str, problem: str) -> None:
    assert problems(text) == [problem]
    assert problems(text.replace("a.b", "a-b").replace("a+b", "a-b")) == []


def test_a_key_of_nothing_that_is_made_can_be_any_name() -> None:
    assert problems(f'providers: {{a.b: {{{ANCHOR}}}, c+d: {{url: "https://idp.example", audiences: [a]}}}}') == []


def test_an_event_source_must_not_be_given_twice() -> None:
    text = """
    roles:
      R:
        trust: {service: lambda.amazonaws.com}
        event_sources:
          - {queue_arn: "arn:aws:sqs:eu-west-1:111111111111:q"}
          - {queue_arn: "arn:aws:sqs:eu-west-1:111111111111:q", key_arn: "arn:aws:kms:eu-west-1:111111111111:key/k"}
          - {queue_arn: "arn:aws:sqs:eu-west-1:111111111111:q", key_arn: null}
    """
    assert problems(text) == ["8:13: roles.R.event_sources[2]: this event source was given before, on line 6"]


def test_what_cannot_be_read_is_left_to_the_models(estate_file: Callable[[str], Path]) -> None:
    assert problems("{roles: {R: {trust: {account: 5}}, S: 7}, providers: [x], quotas: many, policies: {P: {}}}") == []


WORDS = st.sampled_from(["roles", "trust", "providers", "own_accounts", "policies", "quotas", "account", "any_of", "a"])
SHAPES = st.recursive(
    st.one_of(st.none(), st.integers(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=20,
)


@given(SHAPES)
def test_any_shape_is_looked_through(data: object) -> None:
    for fault in consequences(Source(data, {}, ()), Path(), None):
        assert fault.problem
