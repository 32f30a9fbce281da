"""The engine against a second one, written from AWS's pages by somebody who had not read the first."""

import json

from iam_stacks.policy import Request, evaluate
from tests.policy.generated_requests import generate
from tests.policy.second_evaluator import decide

SEED = 3
REQUESTS = 100_000


def test_two_evaluators_agree_on_every_generated_request() -> None:
    for request, policies in generate(SEED, REQUESTS):
        ours = evaluate(Request(**request), **policies).effect
        assert ours == decide(request, policies), json.dumps([request, policies], default=str)
