"""What every trust policy is: an immutable value that renders to a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from iam_stacks.policy import limits
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.pseudo import fill_pseudo_parameters, has_token
from iam_stacks.policy.statement import Statement
from iam_stacks.policy.trust.sign_in import at_sign_in
from iam_stacks.policy.trust.size import refuse_large
from iam_stacks.policy.trust.warnings import TrustWarning, warnings_of

if TYPE_CHECKING:
    from typing_extensions import Self

ACCOUNT = "${AWS::AccountId}"
PARTITION = "${AWS::Partition}"
REGION = "${AWS::Region}"


class Trust:
    """Who may assume a role.

    It is no dataclass: jsii takes these apart when they are given to CDK, which a subclass of this is.

    Attributes:
        statements: what the document says, with pseudo parameters where the deployment decides.
        foreign: the accounts that are trusted with neither external id nor reason, and so must be ours.
        reasons: why more is trusted than is needed by default, in the words of whoever asked for it.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        *,
        foreign: Iterable[str] = (),
        reasons: Iterable[str] = (),
    ) -> None:
        """Make a value; the arguments are its attributes. Use a builder instead."""
        self._parts = (tuple(statements), frozenset(foreign), tuple(reasons))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the document says."""
        return self._parts[0]

    @property
    def foreign(self) -> frozenset[str]:
        """The accounts that must be ours."""
        return self._parts[1]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why more is trusted than is needed by default."""
        return self._parts[2]

    def __eq__(self, other: object) -> bool:
        """Tell whether both say the same."""
        return isinstance(other, Trust) and self._parts == other._parts

    def __hash__(self) -> int:
        """Return the same number for what says the same."""
        return hash(self._parts)

    def __repr__(self) -> str:
        """Return the value with all of its parts."""
        return f"{type(self).__name__}{self._parts!r}"

    def __or__(self, other: Trust) -> Self:
        """Trust whom either policy trusts."""
        return type(self)(
            self.statements + other.statements,
            foreign=self.foreign | other.foreign,
            reasons=self.reasons + other.reasons,
        )

    def deployed_to(self, account: str) -> Self:
        """Return the same trust, for a role of a known account: that one is not foreign.

        Args:
            account: 12 digits. A token or `${AWS::AccountId}`, of which nothing is known, changes nothing.
        """
        return type(self)(self.statements, foreign=self.foreign - {account}, reasons=self.reasons)

    @property
    def warnings(self) -> tuple[TrustWarning, ...]:
        """What is allowed but wide or unusual, so that a person can look at it."""
        return warnings_of(self.statements)

    def require_own_accounts(self) -> None:
        """Refuse accounts that are neither ours nor vouched for.

        Raises:
            PolicyError: a foreign account is trusted with neither external id nor reason.
        """
        if self.foreign:
            named = ", ".join(sorted(self.foreign))
            raise PolicyError(
                f"account {named} is neither the one deployed to nor one of own_accounts; list it there, or give "
                "external_id, or trusted with a reason"
            )

    def render(
        self,
        *,
        account: str = ACCOUNT,
        partition: str = PARTITION,
        region: str = REGION,
        size_quota: int | None = None,
    ) -> dict[str, Any]:
        """Return the trust policy document.

        What is left symbolic is for Fn::Sub of CloudFormation, and for reading: AWS fills it nowhere else.

        Args:
            account: the account that the role is deployed to. Default: left symbolic, and every literal account is
                foreign.
            partition: `aws`, `aws-cn`, ... Default: left symbolic.
            region: the Region deployed to. Default: left symbolic.
            size_quota: the account's quota for a role trust policy, in characters, 8,192 at most. Default: 2,048.

        Raises:
            PolicyError: a foreign account is trusted without external id or reason, or the document exceeds the quota.
        """
        self.deployed_to(account).require_own_accounts()
        statements = [_at_sign_in(statement, partition) for statement in self.statements]
        document = {"Version": "2012-10-17", "Statement": [_unlisted(each.render()) for each in statements]}
        pseudo = {"AWS::AccountId": account, "AWS::Partition": partition, "AWS::Region": region}
        known = {name: value for name, value in pseudo.items() if not has_token(value)}
        refuse_large(_filled(document, known), limits.TRUST_POLICY_SIZE.given("size_quota", size_quota))
        filled: dict[str, Any] = _filled(document, pseudo)
        return filled


def _at_sign_in(statement: Statement, partition: str) -> Statement:
    clauses = (replace(clause, values=at_sign_in(clause.values, partition)) for clause in statement.conditions)
    return replace(statement, conditions=tuple(clauses))


def _unlisted(statement: dict[str, Any]) -> dict[str, Any]:
    """Write lists of one as their one item, as AWS's own documents do."""
    return {name: _one(value) for name, value in statement.items()}


def _one(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _one(item) for key, item in value.items()}
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _filled(part: Any, pseudo: dict[str, str]) -> Any:
    if isinstance(part, str):
        return fill_pseudo_parameters(part, pseudo)
    if isinstance(part, dict):
        return {key: _filled(value, pseudo) for key, value in part.items()}
    return [_filled(item, pseudo) for item in part]
