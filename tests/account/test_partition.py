"""Partitions by their regions."""

import pytest

from iam_stacks.account.partition import partition_of, url_suffix
from iam_stacks.policy.symbol import symbol


@pytest.mark.parametrize(
    ("region", "partition", "suffix"),
    [
        ("eu-central-1", "aws", "amazonaws.com"),
        (symbol("AWS::Region"), "aws", "amazonaws.com"),
        ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
        ("us-iso-east-1", "aws-iso", "c2s.ic.gov"),
        ("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"),
        ("eusc-de-east-1", "aws-eusc", "amazonaws.eu"),
    ],
)
def test_a_region_says_its_partition(region: str, partition: str, suffix: str) -> None:
    assert (partition_of(region), url_suffix(partition)) == (partition, suffix)
