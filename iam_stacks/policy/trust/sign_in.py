"""The addresses of AWS's sign-in pages, which are the audience of SAML assertions."""

from __future__ import annotations

from collections.abc import Sequence

from iam_stacks.policy.error import PolicyError

SIGN_IN_DOMAINS = {
    "aws": "signin.aws.amazon.com",
    "aws-us-gov": "signin.amazonaws-us-gov.com",
    "aws-cn": "signin.amazonaws.cn",
}
"""AWS General Reference, "AWS Sign-In endpoints and quotas"; AWS GovCloud (US) User Guide, "AWS Identity and Access
Management"; for China, where AWS shows the regional form only, the same without the Region, as CDK has it."""

_ON_THE_GLOBAL_PAGE = ("us-gov-west-1",)
"""AWS General Reference, "AWS Sign-In endpoints and quotas"."""

SIGN_IN = "https://${SignIn}/saml"
"""Stands for the page of the partition that is rendered for."""


def sign_in_pages(regions: Sequence[str]) -> list[str]:
    """Return the address of the global page of the partition, or what stands for it, and those of Regions.

    Raises:
        PolicyError: no page is known for a Region's partition, or the Regions are of several.
    """
    partitions = sorted(set(map(_partition, regions)))
    if len(partitions) > 1:
        raise PolicyError(f"regions of {' and '.join(partitions)} do not go together; give those of one partition")
    pages = [*(map(_address, partitions) if partitions else [SIGN_IN]), *map(_regional, regions)]
    return list(dict.fromkeys(pages))


def at_sign_in(values: tuple[str, ...], partition: str) -> tuple[str, ...]:
    """Put the partition's sign-in page into its place; all of them where the partition is known at deployment only.

    Raises:
        PolicyError: no sign-in page is known for the partition.
    """
    if SIGN_IN not in values:
        return values
    pages = tuple(map(_address, [partition] if partition.startswith("aws") else SIGN_IN_DOMAINS))
    return pages + tuple(value for value in values if value != SIGN_IN)


def _partition(region: str) -> str:
    """Return a Region's partition, or what is known of one that has no sign-in page here, such as `us-iso`."""
    area, *_ = region.rsplit("-", 2)
    return {"cn": "aws-cn", "us-gov": "aws-us-gov"}.get(area, area if "-" in area else "aws")


def _regional(region: str) -> str:
    page = _address(_partition(region))
    return page if region in _ON_THE_GLOBAL_PAGE else page.replace("//", f"//{region}.")


def _address(partition: str) -> str:
    if partition not in SIGN_IN_DOMAINS:
        known = ", ".join(SIGN_IN_DOMAINS)
        raise PolicyError(f"no sign-in page is known for partition {partition!r}; known are those of {known}")
    return f"https://{SIGN_IN_DOMAINS[partition]}/saml"
