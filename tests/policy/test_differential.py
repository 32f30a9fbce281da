"""The engine against a second one, written from AWS's pages by somebody who had not read the first.

    python -m tests.policy.test_differential [seeds]

`make test` asks fewer than `make mutation` does.
"""

import json
import subprocess
import sys
from multiprocessing import Pool
from pathlib import Path

ALL_SEEDS, SOME_SEEDS = 10, 3
REQUESTS = 10_000
"""For each seed."""


def test_two_evaluators_agree_on_every_generated_request(root: Path) -> None:
    # In a process of its own: to trace its lines for coverage would take longer than to run it.
    command = [sys.executable, "-m", "tests.policy.test_differential", str(SOME_SEEDS)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == (f"{SOME_SEEDS * REQUESTS} agree\n", 0), done.stdout + done.stderr


def disagreements(seed: int) -> list[str]:
    from iam_stacks.policy import Request, evaluate
    from tests.policy.generated_requests import generate
    from tests.policy.second_evaluator import decide

    return [
        json.dumps([request, policies], default=str)
        for request, policies in generate(seed, REQUESTS)
        if evaluate(Request(**request), **policies).effect != decide(request, policies)
    ]


if __name__ == "__main__":
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else ALL_SEEDS)
    with Pool() as pool:
        found = [each for some in pool.imap_unordered(disagreements, seeds) for each in some]
    sys.stdout.write("\n".join(found[:5]) or f"{len(seeds) * REQUESTS} agree\n")
