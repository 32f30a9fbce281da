"""Pseudo parameters such as `${AWS::Partition}` inside text, as CloudFormation's Fn::Sub writes them."""

import re
from collections.abc import Mapping

PSEUDO_PARAMETERS = ("AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::URLSuffix")
"""The pseudo parameters that a policy may contain.

Source: AWS CloudFormation User Guide, "Get AWS values using pseudo parameters".
"""

_TOKEN = re.compile(r"\$\{Token\[[^\]]*\]\}")
_REFERENCE = re.compile(r"\$\{(AWS::[A-Za-z]*)\}")


def fill_pseudo_parameters(text: str, values: Mapping[str, str]) -> str:
    """Replace each `${AWS::Name}` that has a value; leave the others, and IAM's policy variables, as they are."""
    return _REFERENCE.sub(lambda match: values.get(match[1], match[0]), text)


def unknown_pseudo_parameters(text: str) -> list[str]:
    """Return the names in `${AWS::...}` that are not pseudo parameters, in order of appearance."""
    return [name for name in _REFERENCE.findall(text) if name not in PSEUDO_PARAMETERS]


def without_tokens(text: str) -> str:
    """Return the part of the text that is known at synthesis."""
    return _TOKEN.sub("", text)


def has_token(text: str) -> bool:
    """Tell whether part of the text is a token of CDK, whose value is known only at deployment."""
    return "${Token[" in text
