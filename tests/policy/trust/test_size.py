import json
import re

import pytest

from iam_stacks.policy import PolicyError, TrustPolicy, limits

OURS = "111122223333"
HERE = {"account": OURS, "partition": "aws", "region": "eu-west-1"}


def of_size(characters: int) -> TrustPolicy:
    """A trust policy whose document has so many characters: the longest part are the principals of statement 1."""

    def trust(length: int) -> TrustPolicy:
        users = [f"arn:aws:iam::{OURS}:user/{'x' * (length // 20)}{index}" for index in range(10, 29)]
        last = f"arn:aws:iam::{OURS}:user/{'y' * (length - 19 * (length // 20))}"
        return TrustPolicy.ec2() | TrustPolicy.account(*users, last)

    return trust(20 + characters - size(trust(20)))


def size(trust: TrustPolicy) -> int:
    return len(json.dumps(trust.render(size_quota=8192, **HERE), separators=(",", ":")))


@pytest.mark.parametrize("quota", [limits.TRUST_POLICY_SIZE.default, 4096])
def test_a_document_at_the_quota_passes(quota: int) -> None:
    trust = of_size(quota)
    assert size(trust) == quota
    assert trust.render(size_quota=quota, **HERE)


def test_a_document_above_the_quota_is_refused_with_its_size_the_quota_and_the_longest_part() -> None:
    trust = of_size(2049)
    principals = trust.render(size_quota=2049, **HERE)["Statement"][1]["Principal"]
    longest = len(json.dumps(principals, separators=(",", ":")))
    with pytest.raises(PolicyError) as error:
        trust.render(**HERE)
    assert str(error.value) == (
        f"the trust policy has 2,049 characters and the quota is 2,048; shorten the principals of statement 1, which "
        f"takes {longest:,}, or make a second role; AWS raises the quota to 8,192 on request"
    )


def test_the_longest_part_may_be_the_values_of_a_condition() -> None:
    trust = TrustPolicy.github_actions(repository="octo-org/octo-repo", branch="x" * 900) | TrustPolicy.ec2()
    with pytest.raises(PolicyError, match=re.escape("the values of token.actions.githubusercontent.com:sub in")):
        trust.render(size_quota=1000, **HERE)


def test_a_larger_quota_can_be_given() -> None:
    assert of_size(8192).render(size_quota=8192, **HERE)


def test_what_is_known_at_deployment_only_counts_as_the_least_that_it_can_be() -> None:
    symbolic = TrustPolicy.ecs_tasks()
    least = size(symbolic) - len("eu-west-1") + len("us-east-1")
    assert symbolic.render(size_quota=least)
    with pytest.raises(PolicyError, match=f"has {least:,} characters"):
        symbolic.render(size_quota=least - 1)
