"""What is taken for closed is closed: no stranger meets it."""

from __future__ import annotations

from typing import Any, cast

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from iam_stacks.checks.line import Line
from iam_stacks.checks.rules.trust.confinement import CLOSED, reach
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.condition import compile_clause
from iam_stacks.policy.operators import find_operator
from iam_stacks.policy.statement import Clause

OURS, STRANGER = "123456789012", "444455556666"
parts = st.sampled_from(["arn", "aws", "iam", "", "*", "?", OURS, "role/Deployer", "role/*", "*Deployer", "r:*", "**"])
values = st.lists(parts, min_size=1, max_size=7).map(":".join)
names = st.sampled_from(["role/Deployer", "role/x", "user/a:b", f"role/:iam::{OURS}:role/Deployer", f"role/{OURS}/x"])


@settings(max_examples=150, deadline=None)
@given(operator=st.sampled_from(["ArnLike", "ArnEquals", "StringLike", "StringEquals"]), value=values, name=names)
def test_no_stranger_has_an_arn_that_is_taken_for_closed(operator: str, value: str, name: str) -> None:
    clause = Clause(operator, "aws:PrincipalArn", (value,))
    found = find_operator(operator)
    assert found
    assume(reach(Line(clause, found, cast("StatementView", None))) is CLOSED)
    context: Any = {"aws:principalarn": f"arn:aws:iam::{STRANGER}:{name}"}
    assert not compile_clause(clause, variables=True).holds(context)
