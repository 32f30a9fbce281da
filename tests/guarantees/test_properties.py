"""No request that can be made up contradicts what is said of guarantees."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from iam_stacks.account.account import Account
from iam_stacks.account.model import User
from iam_stacks.guarantees.found import UNREAD
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.guarantees.judge import Judge
from iam_stacks.guarantees.somebody import Itself
from iam_stacks.guarantees.verdict import Verdict
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.wildcard import arn_matcher, pattern_of
from tests.guarantees.accounts import IAM, account, bucket, group, policy, role, trusting, user

PIECES = ("a", "b", "ab", "*", "?", "/", "a*b", "${aws:username}", "${aws:PrincipalTag/t}", "${aws:SourceVpc, 'b'}")
ACTIONS = ("s3:GetObject", "s3:ListBucket", "s3:Get*", "s3:*", "sts:AssumeRole", "sqs:SendMessage")
CONDITIONS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    {"StringLike": {"aws:PrincipalTag/t": "a*"}},
    {"StringNotEquals": {"aws:SourceVpc": ["ab", "b"]}},
)
NAMED = "a"
EXAMPLES = int(os.environ.get("IAM_STACKS_EXAMPLES", "15"))
"""How many accounts are made up; with 250, more than 10,000 requests are asked about."""
ROLES = (f"{IAM}role/*", f"{IAM}role/a", f"{IAM}role/b?")

names = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
in_s3 = names.map(lambda name: f"arn:aws:s3:::{name}")
resources = st.one_of(st.just("*"), in_s3, in_s3, in_s3, st.sampled_from(ROLES))
element = st.sampled_from(("Resource", "Resource", "NotResource"))


def statements(effect: Any) -> Any:
    return st.builds(
        lambda given, which, actions, where, condition: {
            "Effect": given,
            "Action": actions,
            which: where,
            **({"Condition": condition} if condition else {}),
        },
        effect,
        element,
        st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=2, unique=True),
        st.lists(resources, min_size=1, max_size=2, unique=True),
        st.sampled_from(CONDITIONS),
    )


def resource_statements() -> Any:
    principals = st.sampled_from(("*", {"AWS": f"{IAM}user/u"}, {"AWS": f"{IAM}role/a"}, {"AWS": "123456789012"}))
    both = st.sampled_from(("Allow", "Deny"))
    return st.builds(lambda each, who: {**each, "Principal": who}, statements(both), principals)


both = st.sampled_from(("Allow", "Allow", "Deny"))
policies = st.lists(statements(both), min_size=1, max_size=3)
boundaries = st.lists(statements(both), max_size=2)


@st.composite
def accounts(draw: Any) -> Account:
    mine = group("G", *draw(policies))
    tags = draw(st.sampled_from(({}, {"t": "a"})))
    nobody = trusting({"Service": "ec2.amazonaws.com"})
    trusts = draw(
        st.sampled_from(((nobody,), (trusting({"AWS": "123456789012"}),), (trusting({"AWS": f"{IAM}user/u"}),)))
    )
    guards = (
        [bucket(NAMED, *draw(st.lists(resource_statements(), min_size=1, max_size=2)))] if draw(st.booleans()) else []
    )
    return account(
        user("u", *draw(policies), groups=[mine], boundary=draw(boundaries), tags=tags),
        role("a", *draw(policies), trusts=trusts),
        role("ba", trusts=trusts),
        mine,
        *guards,
    )


guarantees = st.builds(
    lambda verb, actions, on: Guarantee(principals="all", on=on, **{verb: actions}),
    st.sampled_from(("cannot", "can_only", "can")),
    st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=2, unique=True),
    st.lists(st.just("*") | st.sampled_from(("arn:aws:s3:::a*", "arn:aws:s3:::*/*b", "arn:*")), min_size=1, max_size=2),
)


def kinds(action: str) -> tuple[str, ...]:
    return {"s3:GetObject": ("object",), "s3:ListBucket": ("bucket",), "sts:AssumeRole": ("role",)}.get(
        action, ("queue",)
    )


def requests(among: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """Yield actions, each with a resource of its type, made of what patterns are made of."""
    letters = ("a", "b", "u", "c", "ab")
    for _ in range(count):
        action = among.choice(("s3:GetObject", "s3:GetObject", "s3:ListBucket", "sts:AssumeRole", "sqs:SendMessage"))
        name, rest = ("".join(among.choices(letters, k=among.randint(1, 3))) for _ in range(2))
        (kind,) = kinds(action)
        slash = "/" if among.random() < 0.2 else ""
        yield (
            action,
            {
                "object": f"arn:aws:s3:::{name}/{slash}{rest}",
                "bucket": f"arn:aws:s3:::{name}",
                "role": f"{IAM}role/{among.choice(('a', 'ba'))}",
                "queue": f"arn:aws:sqs:eu-central-1:123456789012:{name}",
            }[kind],
        )


def judged(of: Account, guarantee: Guarantee) -> dict[str, Verdict]:
    """Return what is said of each principal that is not said to keep the guarantee."""
    try:
        return {each.principal: each for each in Judge(of, Itself(of)).verdicts(guarantee) if each.principal}
    except PolicyError:  # some of the actions have no resource there
        reject()


def forbids(guarantee: Guarantee, action: str, resource: str) -> bool:
    """Tell whether a guarantee says that a request is not possible."""
    matches = (arn_matcher(pattern_of(each.lower()))(action.lower()) for each in guarantee.actions)
    inside = any(matches) and any(arn_matcher(pattern_of(each))(resource) for each in guarantee.on)
    return not inside if guarantee.verb == "can_only" else inside


@settings(max_examples=EXAMPLES)
@given(accounts(), guarantees, st.randoms(use_true_random=False))
def test_no_request_contradicts_what_holds(of: Account, guarantee: Guarantee, among: random.Random) -> None:
    verdicts = judged(of, guarantee)
    for action, resource in requests(among, 40):
        if not forbids(guarantee, action, resource):
            continue
        for arn in (f"{IAM}user/u", f"{IAM}role/a"):
            said = verdicts[arn].answer if arn in verdicts else "holds"
            access = of.can(arn, action, resource)
            if guarantee.verb == "can":
                assert access.certain or said != "holds", (said, arn, action, resource)
                assert access.possible or said == "broken", (said, arn, action, resource)
            else:
                assert not access.possible or said != "holds", (said, arn, action, resource)
                assert not access.certain or said == "broken", (said, arn, action, resource)


@settings(max_examples=EXAMPLES)
@given(accounts(), guarantees)
def test_the_engine_confirms_every_witness(of: Account, guarantee: Guarantee) -> None:
    for verdict in judged(of, guarantee).values():
        witness = verdict.witness
        assert witness
        assert forbids(guarantee, witness.action, witness.resource)
        access = of.can(witness.principal, witness.action, witness.resource)
        if verdict.answer == "broken":
            assert not access.possible if guarantee.verb == "can" else access.certain
        elif not _is_unread(verdict):
            assert access.possible
            assert not access.certain
            assert witness.depends_on == access.decision.depends_on


@settings(max_examples=EXAMPLES)
@given(accounts(), guarantees, statements(st.just("Deny")))
def test_a_further_deny_breaks_no_prohibition(of: Account, guarantee: Guarantee, further: dict[str, Any]) -> None:
    if guarantee.verb == "can":
        return
    denied = account(*(_with(each, further) for each in of.users), *of.roles, *of.groups, *of.resource_policies)
    before, after = judged(of, guarantee), judged(denied, guarantee)
    order = ("broken", "depends on", "holds")
    for arn in before.keys() | after.keys():
        was, now = (each[arn].answer if arn in each else "holds" for each in (before, after))
        assert order.index(now) >= order.index(was)


def _is_unread(verdict: Verdict) -> bool:
    """Tell whether a verdict is about a role whose trust policy nobody has read, which `can` takes to let nobody in."""
    return verdict.witness is not None and UNREAD in verdict.witness.depends_on


def _with(identity: User, further: dict[str, Any]) -> User:
    return replace(identity, policies=(*identity.policies, policy("Further", further)))
