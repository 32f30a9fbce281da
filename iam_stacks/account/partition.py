"""Partitions of AWS, by the names of their regions."""

_PARTITIONS = {
    "cn-": ("aws-cn", "amazonaws.com.cn"),
    "us-gov-": ("aws-us-gov", "amazonaws.com"),
    "us-iso-": ("aws-iso", "c2s.ic.gov"),
    "us-isob-": ("aws-iso-b", "sc2s.sgov.gov"),
    "eusc-": ("aws-eusc", "amazonaws.eu"),
}
"""How regions begin; the partition; its URL suffix. Source: the SDKs' partitions, in botocore's partitions.json."""

_SUFFIXES = dict(_PARTITIONS.values())


def partition_of(region: str) -> str:
    """Return the partition of a region; `aws` for the symbol of a region, since nearly all accounts are there."""
    return next((name for start, (name, _) in _PARTITIONS.items() if region.startswith(start)), "aws")


def url_suffix(partition: str) -> str:
    """Return what the pseudo parameter AWS::URLSuffix is in a partition."""
    return _SUFFIXES.get(partition, "amazonaws.com")
