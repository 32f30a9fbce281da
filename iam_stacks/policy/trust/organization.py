"""Trust in the accounts of an organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import has_token
from iam_stacks.policy.statement import Clause
from iam_stacks.policy.trust.clauses import ASSUME_ROLE, allow, clause, some
from iam_stacks.policy.trust.value import Trust

if TYPE_CHECKING:
    from typing_extensions import Self

_ORG_ID = "aws:PrincipalOrgID"
_ORG_PATHS = "aws:PrincipalOrgPaths"


class OrganizationTrust(Trust):
    """Builders for roles that any account of an organization may assume."""

    @classmethod
    def organization(cls, organization_id: str, *, paths: Sequence[str] | None = None) -> Self:
        """Trust whoever belongs to an organization, or to parts of it, and whose administrators allow it.

        Everybody is the principal, and the condition in the same statement shuts out who is no member.

        AWS source: IAM User Guide, "AWS global condition context keys", aws:PrincipalOrgID, aws:PrincipalOrgPaths.

        Args:
            organization_id: such as `o-a1b2c3d4e5`.
            paths: organizational units by their whole path, which ends with `/`, or with `/*` for whatever is
                beneath as well: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`. Default: the whole organization.

        Raises:
            PolicyError: the id or a path is none, or a path is of another organization.
        """
        limits.ORGANIZATION_ID.require("organization", organization_id)
        if isinstance(paths, str):
            raise PolicyError(f"paths {paths!r} is not allowed; give a list")
        within = some("paths", paths)
        for path in within:
            limits.ORGANIZATION_PATH.require("paths", path)
            if not (path.startswith(f"{organization_id}/") or has_token(path + organization_id)):
                raise PolicyError(f"path {path!r} is not of organization {organization_id}; begin it with its id")
        condition = Clause("ForAnyValue:StringLike", _ORG_PATHS, within) if within else clause(_ORG_ID, organization_id)
        return cls(allow("AWS", "*", [ASSUME_ROLE], [condition]))
