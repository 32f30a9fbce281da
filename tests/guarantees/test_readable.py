"""What is shown in the place of characters that no policy has."""

import pytest

from iam_stacks.guarantees.readable import readable
from iam_stacks.policy.witness import OTHER

REGION = "eu-central-1"


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("*", ["*"]),
        ("arn:aws:s3:::#", ["arn:aws:s3:::example", "arn:aws:s3:::e", "arn:aws:s3:::another"]),
        ("arn:aws:s3:::a/##", ["arn:aws:s3:::a/example", "arn:aws:s3:::a/ee", "arn:aws:s3:::a/another"]),
        ("arn:aws:s3:::a/", ["arn:aws:s3:::a/example", "arn:aws:s3:::a/", "arn:aws:s3:::a/another"]),
        (
            "arn:aws:sqs:#:1:q",
            ["arn:aws:sqs:eu-central-1:1:q", "arn:aws:sqs:us-east-1:1:q", "arn:aws:sqs:eu-west-1:1:q"],
        ),
        ("arn:aws:sqs:us-west-2:1:q", ["arn:aws:sqs:us-west-2:1:q"]),
        ("arn:aws:sqs:\ue000R\ue001:1:q", ["arn:aws:sqs:\ue000R\ue001:1:q"]),
    ],
)
def test_words_stand_for_what_is_of_no_account(found: str, shown: list[str]) -> None:
    yielded = list(readable(found.replace("#", OTHER), REGION))
    assert list(dict.fromkeys(yielded))[: len(shown)] == shown
    assert yielded[-1] == found.replace("#", OTHER)
