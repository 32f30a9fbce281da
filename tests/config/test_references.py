from hypothesis import given
from hypothesis import strategies as st

from iam_stacks.config.references import reference_faults
from iam_stacks.config.source import Source, read


def problems(text: str) -> list[str]:
    return [str(fault) for fault in reference_faults(read(text))]


def test_a_user_must_name_groups_that_exist() -> None:
    assert problems("users: {J: {groups: [G]}}") == [
        '1:22: users.J.groups[0]: groups: has no such key; given "G"; allowed: none is defined'
    ]


def test_a_group_user_or_role_must_name_policies_that_exist() -> None:
    for section in ("groups", "users", "roles"):
        assert "policies: has no such key" in problems(f"{section}: {{X: {{policies: [P]}}}}")[0]


def test_a_web_identity_must_name_a_provider_that_exists() -> None:
    assert "providers: has no such key" in problems("roles: {R: {trust: {web_identity: {provider: P}}}}")[0]


def test_a_name_must_not_stand_in_a_list_twice() -> None:
    text = "{groups: {G: {}}, users: {J: {groups: [G, G]}}}"
    assert problems(text) == ['1:43: users.J.groups[1]: this name stands in the list already; given "G"']


def test_names_must_differ_in_more_than_case() -> None:
    for section in ("policies", "groups", "users", "roles"):
        assert "differs from Abc in case only" in problems(f"{section}: {{Abc: {{}}, ABC: {{}}}}")[0]


def test_a_boundary_is_a_policy_and_must_not_have_the_name_of_one() -> None:
    assert problems("{policies: {Abc: {}}, boundaries: {Abc: {}, Other: {}}}") == [
        "1:36: boundaries.Abc: this name stands in policies: too, and IAM takes both for the same"
    ]
    assert "differs from Abc in case only" in problems("{policies: {Abc: {}}, boundaries: {abc: {}}}")[0]


def test_a_user_or_role_must_name_a_boundary_that_exists() -> None:
    for section in ("users", "roles"):
        text = f"{section}: {{X: {{permissions_boundary: B}}}}"
        assert "boundaries: has no such key" in problems(text)[0]


def test_only_one_boundary_can_be_the_default() -> None:
    text = "boundaries: {A: {default: true}, B: {default: false}, C: {default: true}}"
    assert problems(text) == ["1:59: boundaries.C.default: the boundary A is the default already"]


def test_every_kind_of_trust_must_name_a_provider_that_exists() -> None:
    for kind in ("saml", "github_actions", "roles_anywhere"):
        assert "providers: has no such key" in problems(f"roles: {{R: {{trust: {{{kind}: {{provider: P}}}}}}}}")[0]
    nested = "roles: {R: {trust: {any_of: [{service: x}, {saml: {provider: P}}]}}}"
    assert "roles.R.trust.any_of[1].saml.provider: providers: has no such key" in problems(nested)[0]


def test_the_same_name_may_stand_in_two_sections() -> None:
    assert problems("{groups: {Ops: {}}, users: {ops: {}}}") == []


def test_two_providers_must_not_have_the_same_url() -> None:
    text = '{providers: {A: {url: "https://a.example"}, B: {url: "https://b.example"}, C: {url: "https://a.example"}}}'
    assert [problem.partition("; ")[0] for problem in problems(text)] == [
        "1:80: providers.C.url: the provider A has this URL already"
    ]


def test_a_web_identity_of_the_wrong_shape_is_left_to_the_models() -> None:
    assert problems("roles: {R: {trust: {web_identity: [P]}}}") == []


WORDS = st.sampled_from(["groups", "users", "roles", "providers", "policies", "trust", "web_identity", "provider", "a"])
SHAPES = st.recursive(
    st.one_of(st.none(), st.integers(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=20,
)


@given(SHAPES)
def test_any_shape_is_looked_through(data: object) -> None:
    for fault in reference_faults(Source(data, {}, ())):
        assert fault.problem
