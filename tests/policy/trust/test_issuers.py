"""No subject that a shared issuer's guard accepts can be met by two of its customers."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.policy import PolicyError, TrustPolicy
from iam_stacks.policy.trust.issuers import SHARED
from iam_stacks.policy.wildcard import matcher, pattern_of

customers = st.sampled_from(["a", "b", "aa", "ab", "acme", "acme-2", "repo", "prod", "1", "12"])
names = st.sampled_from(["a", "b", "app", "prod", "main", "acme", "release/1", "x.yml", "repo", "a%3Ab"])
Subjects = Callable[[str], st.SearchStrategy[str]]


def github(owner: str) -> st.SearchStrategy[str]:
    """GitHub Docs, "OpenID Connect reference": whoever owns a repository chooses the claims of its subjects."""
    plain = st.builds("{}/{}".format, st.just(owner), names.map(lambda name: name.replace("/", "")))
    ids = st.builds("{}@{}/{}@{}".format, st.just(owner), st.just(str(len(owner))), names, st.sampled_from("12"))
    claims = {
        "repo": plain | ids,
        "environment": names,
        "ref": names.map("refs/heads/{}".format),
        "job_workflow_ref": st.builds("{}/{}/.github/workflows/{}@refs/heads/main".format, customers, names, names),
        "workflow": names,
        "actor": customers,
        "repository_visibility": st.sampled_from(["public", "private"]),
        "repository_owner": st.just(owner),
        "repository_owner_id": st.just(f"{len(owner)}-{owner}"),
        "repository_id": names.map(lambda name: f"{owner}-{name}"),
    }
    default = st.builds(
        "repo:{}:{}".format,
        plain | ids,
        st.one_of(
            st.just("pull_request"), *(names.map(f"{kind}:{{}}".format) for kind in ("environment", "ref:refs/heads/"))
        ),
    )
    chosen = st.lists(st.sampled_from(sorted(claims)), min_size=1, max_size=3, unique=True)
    customized = chosen.flatmap(
        lambda keys: st.tuples(*(claims[key].map(f"{key}:{{}}".format) for key in keys)).map(":".join)
    )
    return default | customized


def gitlab(group: str) -> st.SearchStrategy[str]:
    kinds = st.sampled_from(["branch", "tag"])
    return st.builds("project_path:{}/{}:ref_type:{}:ref:{}".format, st.just(group), names, kinds, names)


def terraform(organization: str) -> st.SearchStrategy[str]:
    run = st.builds("project:{}:workspace:{}:run_phase:{}".format, names, names, st.sampled_from(["plan", "apply"]))
    module = st.builds("module:{}:operation:test_run".format, names)
    return st.builds("organization:{}:{}".format, st.just(organization), run | module)


def buildkite(organization: str) -> st.SearchStrategy[str]:
    rest = st.builds("pipeline:{}:ref:refs/heads/{}:commit:{}:step:{}".format, names, names, names, names)
    return st.builds("organization:{}:{}".format, st.just(organization), rest)


SUBJECTS: dict[str, Subjects] = {
    "token.actions.githubusercontent.com": github,
    "gitlab.com": gitlab,
    "app.terraform.io": terraform,
    "agent.buildkite.com": buildkite,
}


@st.composite
def merged(draw: st.DrawFn, one: str, two: str) -> str:
    """A pattern of both subjects, or of one: what they share, with wildcards for the rest or for some of it."""
    start = draw(st.integers(0, len(one)))
    end = draw(st.integers(start, len(one)))
    shared = next((index for index, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), len(one))
    return draw(
        st.sampled_from(
            [
                one,
                f"{one[:shared]}*",
                f"{one[:start]}*",
                f"{one[:start]}*{one[end:]}",
                f"*{one[start:]}",
                "".join("?" if start <= index < end else character for index, character in enumerate(one)),
                f"{one[:start]}?{one[start + 1 :]}*",
            ]
        )
    )


def accepted(issuer: str, subject: str) -> bool:
    try:
        TrustPolicy.web_identity(f"https://{issuer}", audience="a", subject=subject)
    except PolicyError:
        return False
    return True


def test_every_shape_that_is_known_is_generated() -> None:
    assert set(SUBJECTS) == {name for name, issuer in SHARED.items() if issuer.tenant is not None}


@pytest.mark.parametrize("issuer", SUBJECTS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_nothing_that_is_accepted_is_met_by_two_customers(issuer: str, data: st.DataObject) -> None:
    one, two = data.draw(st.lists(customers, min_size=2, max_size=2, unique=True))
    ours, theirs = data.draw(SUBJECTS[issuer](one)), data.draw(SUBJECTS[issuer](two))
    pattern = data.draw(merged(ours, theirs))
    if accepted(issuer, pattern):
        matches = matcher(pattern_of(pattern))
        assert not (matches(ours) and matches(theirs)), (pattern, ours, theirs)


@pytest.mark.parametrize("issuer", SUBJECTS)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_an_exact_subject_that_names_its_customer_is_accepted(issuer: str, data: st.DataObject) -> None:
    subject = data.draw(SUBJECTS[issuer]("acme"))
    names_it = issuer != "token.actions.githubusercontent.com" or any(
        f":{claim}:acme" in f":{subject}" or f":{claim}:4-acme" in f":{subject}"
        for claim in ("repo", "repository_owner", "repository_owner_id", "repository_id")
    )
    assert accepted(issuer, subject) is names_it


def test_an_exact_subject_that_is_known_at_deployment_only_is_left_to_whoever_gives_it() -> None:
    assert accepted("gitlab.com", "${Token[TOKEN.1]}")
    assert not accepted("gitlab.com", "${Token[TOKEN.1]}*")


@pytest.mark.parametrize("name", [name for name in SHARED if name not in SUBJECTS])
def test_an_exact_subject_is_accepted_of_every_issuer(name: str) -> None:
    trust = TrustPolicy.web_identity(f"https://{name}", audience="a", subject="acme", role_session_name="acme")
    assert {f"{name}:sub", "sts:RoleSessionName"} <= {clause.key for clause in trust.statements[0].conditions}


@pytest.mark.parametrize("name", [name for name, issuer in SHARED.items() if issuer.claim == "aud"])
def test_an_audience_is_enough_where_it_tells_customers_apart(name: str) -> None:
    trust = TrustPolicy.web_identity(f"https://{name}", audience="acme")
    assert [clause.key for clause in trust.statements[0].conditions] == [f"{name}:aud"]


def test_a_session_may_have_tags_under_the_keys_that_are_known_for_them() -> None:
    trust = TrustPolicy.web_identity(
        "https://server.example.com", audience="a", subject="group:a", role_session_name="session", session_tags=True
    )
    assert [(each.actions, len(each.conditions)) for each in trust.statements] == [
        (("sts:AssumeRoleWithWebIdentity",), 3),
        (("sts:TagSession",), 2),
    ]
