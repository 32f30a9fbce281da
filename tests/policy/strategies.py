"""Generated documents and requests, from small pools that overlap: statements match often.

What is drawn from is made once: Hypothesis looks at each new strategy anew, which takes longer than to draw from it.
"""

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

ACCOUNT = "111122223333"
USER = f"arn:aws:iam::{ACCOUNT}:user/team/alice"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app/Reader"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/Reader/monday"
FEDERATED = f"arn:aws:sts::{ACCOUNT}:federated-user/alice"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
STRANGER = "arn:aws:iam::444455556666:user/bob"
SERVICE = "sns.amazonaws.com"
PRINCIPALS = [USER, ROLE, SESSION, FEDERATED, ROOT, STRANGER, SERVICE, "*"]

ACTIONS = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "kms:Decrypt", "sts:AssumeRole"]
ACTION_PATTERNS = ["*", "s3:*", "S3:Get*", "s3:?etObject", "sqs:SendMessage", "kms:*", "sts:AssumeRole", "*:*Object"]
RESOURCES = [
    "arn:aws:s3:::data/alice",
    "arn:aws:s3:::data/red",
    f"arn:aws:sqs:eu-west-1:{ACCOUNT}:alice",
    "arn:aws:sqs:eu-west-1:444455556666:alice",
    f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1",
    f"arn:aws:iam::{ACCOUNT}:role/Target",
    "*",
]
RESOURCE_PATTERNS = ["*", "arn:aws:s3:::data/*", "arn:aws:s3:::*", "arn:*:alice", "arn:aws:*:*:*:*", "*:role/Target"]
VARIABLE_PATTERNS = ["arn:aws:s3:::data/${aws:username}", "arn:aws:s3:::*/${k:a}", "arn:aws:s3:::data/${k:b, 'red'}"]

KEYS = ["k:a", "k:b", "K:A", "aws:username", "aws:PrincipalAccount", "aws:SourceIp"]
TEXTS = [
    "alice",
    "red",
    "Red",
    "",
    "al*",
    "r?d",
    "*",
    "5",
    "true",
    "10.0.0.1",
    "${aws:username}",
    "${k:b}",
    "${k:a, 'red'}",
]
OPERATORS: list[tuple[list[str], list[Any]]] = [
    (["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotLike"], TEXTS),
    (["NumericEquals", "NumericLessThan", "NumericGreaterThanEquals", "NumericNotEquals"], ["5", 7, 5.5, "red"]),
    (["DateEquals", "DateLessThan", "DateNotEquals"], ["2026-01-01T00:00:00Z", "2026", 1767225600]),
    (["Bool"], ["true", False]),
    (["IpAddress", "NotIpAddress"], ["10.0.0.0/8", "10.0.0.1", "2001:db8::/32"]),
    (["ArnEquals", "ArnLike", "ArnNotLike"], [*RESOURCE_PATTERNS, *VARIABLE_PATTERNS]),
    (["BinaryEquals"], ["cmVk"]),
]
VALUES = [
    "alice",
    "Alice",
    "red",
    "Red",
    "",
    5,
    7.5,
    True,
    "false",
    "10.0.0.1",
    "2026-01-01T00:00:00Z",
    "cmVk",
    RESOURCES[0],
]
PRINCIPAL_ELEMENTS: list[Any] = [
    "*",
    {"AWS": "*"},
    {"AWS": ACCOUNT},
    {"AWS": [ROOT, STRANGER]},
    {"AWS": USER},
    {"AWS": [ROLE, FEDERATED]},
    {"AWS": [SESSION, ROLE, ROOT]},
    {"Service": SERVICE},
    {"Service": [SERVICE], "AWS": [STRANGER]},
]


def one_or_more(pool: list[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.sampled_from(pool), st.lists(st.sampled_from(pool), min_size=1, max_size=3))


@cache
def word(words: str) -> st.SearchStrategy[str]:
    """One of the words of a text."""
    return st.sampled_from(words.split())


KEY = st.sampled_from(KEYS)
COMPARISON = st.sampled_from(
    [(st.sampled_from(names), one_or_more(pool)) for names, pool in [*OPERATORS[:1] * 4, *OPERATORS]]
)
HOW_MANY = st.sampled_from([0, 0, 1, 1, 2])
SET = st.sampled_from(["", "", "", "ForAllValues:", "ForAnyValue:"])
IF_EXISTS = st.sampled_from(["", "", "IfExists"])
SELDOM = st.sampled_from([False, False, False, True])
IS_NULL = st.sampled_from(["true", "false", True])
ACTION = one_or_more(ACTION_PATTERNS)
RESOURCE = one_or_more([*RESOURCE_PATTERNS, *VARIABLE_PATTERNS])
PRINCIPAL = st.sampled_from(PRINCIPAL_ELEMENTS)
SID = st.sampled_from([{}, {}, {"Sid": "Named"}])
VERSION = st.sampled_from([{"Version": "2012-10-17"}] * 4 + [{}, {"Version": "2008-10-17", "Id": "Old"}])


@st.composite
def conditions(draw: st.DrawFn) -> Json:
    found: Json = {}
    for _ in range(draw(HOW_MANY)):
        operator, values = draw(COMPARISON)
        name = draw(SET) + draw(operator) + draw(IF_EXISTS)
        found.setdefault(name, {})[draw(KEY)] = draw(values)
    if draw(SELDOM):
        found["Null"] = {draw(KEY): draw(IS_NULL)}
    return found


CONDITIONS = conditions()


@st.composite
def statements(draw: st.DrawFn, effects: str = "Allow Allow Deny", principals: bool = False) -> Json:
    """A statement; with `principals`, one of a resource-based policy."""
    made: Json = {"Effect": draw(word(effects))}
    action, resource = (
        draw(word("Action Action NotAction")),
        draw(word("Resource Resource Resource Resource NotResource")),
    )
    made[action] = draw(ACTION)
    made[resource] = draw(RESOURCE)
    if principals:
        made[draw(word("Principal Principal NotPrincipal"))] = draw(PRINCIPAL)
    found = draw(CONDITIONS)
    return made | ({"Condition": found} if found else {}) | draw(SID)


@cache
def several(effects: str, principals: bool) -> st.SearchStrategy[list[Json]]:
    """One to three statements."""
    return st.lists(statements(effects, principals), min_size=1, max_size=3)


@st.composite
def documents(draw: st.DrawFn, effects: str = "Allow Allow Deny", principals: bool = False) -> Json:
    listed = draw(several(effects, principals))
    return draw(VERSION) | {"Statement": listed[0] if len(listed) == 1 and draw(st.booleans()) else listed}


def policies() -> st.SearchStrategy[Json]:
    """The arguments of `evaluate` besides the request."""
    few = st.lists(documents(), max_size=2)
    return st.fixed_dictionaries(
        {
            "identity_policies": few,
            "permissions_boundary": st.none() | documents(),
            "resource_policy": st.none() | documents(principals=True),
            "service_control_policies": st.just([]) | st.lists(few, max_size=2),
            "resource_control_policies": st.just([])
            | st.lists(st.lists(documents("Deny", True), max_size=1), max_size=2),
            "session_policies": st.just([]) | few,
        }
    )


def requests() -> st.SearchStrategy[Json]:
    """The arguments of `Request`."""
    one = st.sampled_from(VALUES)
    return st.fixed_dictionaries(
        {
            "principal": st.sampled_from([USER, USER, USER, *PRINCIPALS]),
            "action": st.sampled_from(ACTIONS),
            "resource": st.sampled_from(RESOURCES),
            "resource_account": st.sampled_from([None, None, None, "444455556666"]),
            "context": st.dictionaries(
                st.sampled_from(["k:a", "K:b", "aws:SourceIp"]), one | st.lists(one, max_size=2), max_size=3
            ),
        }
    )


def as_sources(document: Json) -> st.SearchStrategy[Any]:
    """A document as a mapping or as JSON text."""
    return st.sampled_from([document, json.dumps(document), json.dumps(document, indent=1)])
