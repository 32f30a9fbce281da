"""Access keys that nothing replaces."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.model import Declared
from iam_stacks.checks.rule import WARNING, Remark, Rule
from iam_stacks.checks.rules.credentials.keys import access_keys
from iam_stacks.checks.views import AccountView
from iam_stacks.policy.symbol import symbols_in
from iam_stacks.policy.tags import EXEMPT_TAG


def _check(view: AccountView) -> Iterator[Remark]:
    users = {user.name: user for user in view.account.users}
    rotated = {name for secret in _rotated_secrets(view) for name in symbols_in(secret)}
    for key in access_keys(view):
        user = users.get(str(key.properties.get("UserName")))
        exempt = dict(user.tags).get(EXEMPT_TAG, "") if user else ""
        if exempt.lower() not in ("", "false") or _names(key) & rotated:
            continue
        yield Remark(
            message=f"nothing rotates the access key {key.place.logical_id}: CloudFormation makes it, once",
            place=key.place,
            subject=key.place.logical_id,
            principal=user.arn if user else None,
        )


def _names(key: Declared) -> set[str]:
    """Return what symbols call the secret part of a key: another stack may have the same logical id."""
    logical_id = key.place.logical_id
    return {f"{logical_id}.SecretAccessKey", f"{key.stack}.{logical_id}.SecretAccessKey"}


def _rotated_secrets(view: AccountView) -> Iterator[str]:
    """Yield the values of the secrets that have a schedule of rotation."""
    scheduled = {
        str(declared.properties.get("SecretId", ""))
        for declared in view.account.declared
        if declared.type == "AWS::SecretsManager::RotationSchedule"
    }
    for declared in view.account.declared:
        names = {declared.arn, str(declared.properties.get("Name", ""))} - {""}
        if declared.type == "AWS::SecretsManager::Secret" and names & scheduled:
            yield str(declared.properties.get("SecretString"))


RULE = Rule(
    id="access-key-without-rotation",
    over=AccountView,
    severity=WARNING,
    says="An access key is not rotated",
    because="it works until somebody replaces it; somebody may want that",
    fix="use a role instead; or rotate the key, as AccessKeyRotation and programmatic_access do",
    source="IAM User Guide, Update access keys; CIS AWS Foundations Benchmark 3.0, 1.14",
    check=_check,
)
