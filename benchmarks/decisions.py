"""Decisions a second: a principal with ten statements, and a fixed set of requests beside moto's evaluator."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from moto.iam.access_control import IAMPolicy

from benchmarks.clock import best_of
from benchmarks.requests import Case, requests
from benchmarks.table import table
from iam_stacks.policy import Evaluator, Request

_RUNS = 5
_FRESH = 20_000
_ROUNDS = 40
_USER = "arn:aws:iam::111122223333:user/JohnDoe"
_CONDITIONS = (
    {"StringEquals": {"aws:PrincipalTag/team": ["blue", "green"]}},
    {"StringLike": {"s3:prefix": ["home/*", "shared/?/*"]}},
    {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}},
    {"NumericLessThan": {"s3:max-keys": "100"}},
    {"Bool": {"aws:SecureTransport": "true"}},
)


def ten_statements() -> list[dict[str, object]]:
    """Return ten statements about one action: every second has a condition, every third a wildcard in the middle."""
    return [
        {
            "Effect": "Deny" if number == 9 else "Allow",
            "Action": ["s3:GetObject", "s3:Put*"] if number % 2 else "s3:*",
            "Resource": f"arn:aws:s3:::data-*/team{number}/*" if number % 3 == 0 else f"arn:aws:s3:::data-{number}/*",
            **({} if number % 2 else {"Condition": _CONDITIONS[number // 2]}),
        }
        for number in range(10)
    ]


def fresh_requests() -> Iterator[Request]:
    """Yield requests of which no two have the same resource or the same context."""
    for number in range(_FRESH):
        yield Request(
            principal=_USER,
            action="s3:GetObject",
            resource=f"arn:aws:s3:::data-{number % 10}/team{number % 7}/{number}",
            context={
                "aws:PrincipalTag/team": ("blue", "green", "red")[number % 3],
                "s3:prefix": f"home/{number}",
                "aws:SourceIp": f"{10 + number % 2}.{number >> 16}.{number >> 8 & 255}.{number & 255}",
                "s3:max-keys": number,
                "aws:SecureTransport": number % 5 > 0,
            },
        )


def report() -> str:
    """Measure, and return the tables."""
    evaluator = Evaluator(identity_policies=[{"Version": "2012-10-17", "Statement": ten_statements()}])
    prepared = list(fresh_requests())
    deciding = best_of(_RUNS, lambda: [evaluator.decide(request) for request in prepared])
    making = best_of(_RUNS, lambda: [evaluator.decide(request) for request in fresh_requests()])
    ten = table(
        f"A principal with ten statements, {_FRESH:,} requests that are all different",
        ("", "decisions a second"),
        [("the request is at hand", f"{_FRESH / deciding:,.0f}"), ("making it included", f"{_FRESH / making:,.0f}")],
    )
    return f"{ten}\n{_beside_moto()}"


def _beside_moto() -> str:
    with_unknown = [case for case in requests() if case[0]["unknown"]]
    without = [case for case in requests() if not case[0]["unknown"]]
    ours, motos, unknown = (
        len(cases) * _ROUNDS / best_of(_RUNS, work)
        for cases, work in ((without, _ours(without)), (without, _motos(without)), (with_unknown, _ours(with_unknown)))
    )
    return table(
        f"Requests of mixed features, each {_ROUNDS} times",
        ("", "requests", "decisions a second", "ratio"),
        [
            ("moto, which looks at one document at a time", f"{len(without)}", f"{motos:,.0f}", "1.0"),
            ("iam-stacks", f"{len(without)}", f"{ours:,.0f}", f"{ours / motos:.1f}"),
            ("iam-stacks, with unknown keys", f"{len(with_unknown)}", f"{unknown:,.0f}", ""),
        ],
    )


def _ours(cases: list[Case]) -> Callable[[], object]:
    """Every policy is compiled and every request at hand, as moto's are."""
    compiled = [(Evaluator(**policies), Request(**request)) for request, policies in cases]
    return lambda: [evaluator.decide(request) for _ in range(_ROUNDS) for evaluator, request in compiled]


def _motos(cases: list[Case]) -> Callable[[], object]:
    """Moto looks at one document at a time; it is given all of a request's, read beforehand too."""
    read = [
        (
            [IAMPolicy({"policy_document": json.dumps(document)}) for document in _documents(policies)],
            ask["action"],
            ask.get("resource", "*"),
            {key: _text(value) for key, value in ask.get("context", {}).items()},
        )
        for ask, policies in cases
    ]

    def decide_all() -> None:
        for _ in range(_ROUNDS):
            for policies, action, resource, context in read:
                for policy in policies:
                    policy.is_action_permitted(action, resource, None, context)

    return decide_all


def _documents(policies: dict[str, object]) -> Iterator[object]:
    """Yield every document, however deep in lists of levels."""
    waiting = list(policies.values())
    while waiting:
        each = waiting.pop()
        if isinstance(each, list | tuple):
            waiting += each
        elif each:
            yield each


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
