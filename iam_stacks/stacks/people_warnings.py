"""What is allowed about people, and is worth a second thought: warnings at synthesis."""

from __future__ import annotations

import json
from collections.abc import Iterator

from aws_cdk import Annotations
from constructs import Construct

from iam_stacks.config import Estate, Group, User
from iam_stacks.policy import Request, evaluate, fill_pseudo_parameters

_SOMEWHERE = {"AWS::Partition": "aws", "AWS::AccountId": "111122223333", "AWS::Region": "us-east-1"}
"""An account to ask about: a boundary that answers otherwise in another one is not judged wrongly, but as if there."""
_IAM = "arn:aws:iam::111122223333"
_ANYTHING = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}


def warn_of_group(defined: Construct, group: Group) -> None:
    """Say that a group enforces nothing, if so."""
    if not group.mfa:
        _warn(defined, "group-without-mfa", "whoever has a password or key of a member has all of the group's rights")


def warn_of_user(defined: Construct, name: str, estate: Estate) -> None:
    """Say that a user's credentials are all that it takes, or cannot be looked after, if so."""
    user = estate.users[name]
    enforced = any(estate.groups[key].mfa for key in user.groups)
    if user.has_credentials and not enforced:
        _warn(defined, "user-without-mfa", "none of the user's groups enforces MFA: a password or key alone is enough")
    needed = _needed(f"{_IAM}:user{user.path}{name}", user, enforced=enforced)
    kept = [request.action for request in needed if _is_kept_by_boundary(user, estate, request)]
    if kept:
        text = f"the user's boundary does not allow {' and '.join(kept)}: somebody else has to do it for the user"
        _warn(defined, "boundary-without-self-service", text)


def _needed(own: str, user: User, *, enforced: bool) -> Iterator[Request]:
    if user.console_access:
        yield Request(principal=own, action="iam:ChangePassword", resource=own, unknown="*")
    if user.has_credentials and enforced:
        yield Request(principal=own, action="iam:CreateVirtualMFADevice", resource=f"{_IAM}:mfa/phone", unknown="*")
        yield Request(principal=own, action="iam:EnableMFADevice", resource=own, unknown="*")


def _is_kept_by_boundary(user: User, estate: Estate, request: Request) -> bool:
    key = estate.boundary_of(user)
    if key is None:
        return False
    boundary = fill_pseudo_parameters(json.dumps(estate.boundaries[key].document(key)), _SOMEWHERE)
    decision = evaluate(request, identity_policies=[_ANYTHING], permissions_boundary=boundary)
    return decision.effect != "allowed" and not decision.depends_on


def _warn(defined: Construct, rule: str, text: str) -> None:
    Annotations.of(defined).add_warning_v2(f"iam-stacks:{rule}", text)
