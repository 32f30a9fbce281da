"""The boundary of somebody who administers part of an account."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aws_cdk import Aws, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding, as_nag_writes
from iam_stacks.constructs.permissions_boundary import PermissionsBoundary
from iam_stacks.policy import PolicyError
from iam_stacks.policy.delegable import DEFAULT_DELEGATED_PATH, DELEGATED_PATH, require_delegable
from iam_stacks.policy.delegation import delegation_statements

_WHOLE_SERVICE = re.compile(r"\w+:\*", re.ASCII)
"""The actions that cdk-nag takes for full access; it knows no service whose name has a hyphen."""


class DelegatedAdminBoundary(PermissionsBoundary):
    """A boundary whose holders administer users, roles, groups and policies beneath a path, and no others.

    They create users and roles with this same boundary only, and can neither edit the boundary nor detach it. It
    grants nothing: give them policies that allow what they are to do.

    Two things are for the account's administrators to keep. What lies beneath the path is the holders': put no user or
    role there without this boundary, and attach no policy from there to anybody without it. And `allowed_actions` are
    allowed on any resource: an action that changes what runs under an existing role, such as
    `lambda:UpdateFunctionCode` or `ssm:SendCommand`, reaches what that role can do. Services that are known to lead out
    are refused, such as `cloudformation:*`, but no list of them is complete.

    AWS source: IAM User Guide, "Permissions boundaries for IAM entities", "Delegating responsibility to others using
    permissions boundaries".
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        managed_policy_name: str,
        path: str | None = None,
        delegated_path: str = DEFAULT_DELEGATED_PATH,
        allowed_actions: Sequence[str] = (),
        description: str | None = None,
    ) -> None:
        """Define the boundary.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            managed_policy_name: its name in AWS. It must be given, since the boundary names itself.
            path: its path in AWS, which is not beneath the delegated one. Default: `/`.
            delegated_path: the path of the users, roles, groups, policies and instance profiles that the holders
                administer. Default: `/delegated/`.
            allowed_actions: what else the holders, and those they create, may be allowed on any resource, such as
                `s3:*`. That an action is accepted does not say that it is harmless. Default: nothing.
            description: what it is for. Default: none.

        Raises:
            PolicyError: IAM would not accept the name, a path, the description or an action; the boundary would be
                beneath the delegated path or be too long; or an action could reach beyond the boundary.
        """
        if not DELEGATED_PATH.accepts(delegated_path):
            raise PolicyError(f"delegated_path {delegated_path!r} is not allowed; give {DELEGATED_PATH.allowed}")
        if (path or "/").startswith(delegated_path):
            raise PolicyError(
                f"path {path!r} is beneath the delegated path {delegated_path!r}, where holders edit policies; give "
                "another path"
            )
        require_delegable(allowed_actions)
        arn_prefix = f"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}"
        self._statements = delegation_statements(
            arn_prefix=arn_prefix,
            boundary=f"{arn_prefix}:policy{path or '/'}{managed_policy_name}",
            path=delegated_path,
            allowed_actions=allowed_actions,
        )
        super().__init__(
            scope,
            id,
            managed_policy_name=managed_policy_name,
            path=path,
            description=description,
            statements=[iam.PolicyStatement.from_json(statement) for statement in self._statements],
        )

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """The wildcards for what the holders will create, for reading, and those of the allowed actions."""
        allowing = [statement for statement in self._statements if statement["Effect"] == "Allow"]
        actions = dict.fromkeys(action for each in allowing for action in each["Action"])
        resources = dict.fromkeys(resource for each in allowing for resource in each["Resource"])
        because = "a boundary grants nothing, and names what may be allowed of things that do not exist yet"
        subjects = [f"Action::{action}" for action in actions if "*" in action]
        named = [as_nag_writes(Stack.of(self).resolve(resource)) for resource in resources]
        subjects += [f"Resource::{name}" for name in named if "*" in name]
        full = [None] if any(map(_WHOLE_SERVICE.fullmatch, actions)) else []
        return (
            *(ExpectedFinding(scope=self, rule="IAM5", finding=subject, because=because) for subject in subjects),
            *(
                ExpectedFinding(
                    scope=self, rule="IAMPolicyNoStatementsWithFullAccess", finding=nothing, because=because
                )
                for nothing in full
            ),
        )
