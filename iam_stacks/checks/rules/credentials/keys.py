"""Who has an access key by the templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from iam_stacks.account.model import Declared
from iam_stacks.checks.views import AccountView

_KEY = "AWS::IAM::AccessKey"
_ROTATED_KEY = "Custom::RotatedAccessKey"
"""The custom resource of our construct AccessKeyRotation."""


def access_keys(view: AccountView) -> Iterator[Declared]:
    """Yield the access keys that CloudFormation makes, and that are not switched off."""
    for declared in view.account.declared:
        if declared.type == _KEY and declared.properties.get("Status") != "Inactive":
            yield declared


def rotated_keys(template: Mapping[str, Any]) -> Iterator[Any]:
    """Yield for whom a template has a key that our construct rotates, as the template names these users."""
    for resource in template.get("Resources", {}).values():
        if isinstance(resource, Mapping) and resource.get("Type") == _ROTATED_KEY:
            yield resource.get("Properties", {}).get("UserName")
