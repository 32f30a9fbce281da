"""The principals that an account has, and those that somebody expects to be there."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from iam_stacks.account.account import Account
from iam_stacks.policy.arn import split_arn
from iam_stacks.policy.symbol import has_symbol
from iam_stacks.policy.trust.clauses import is_pattern

_DELETED = re.compile(r"A(ID|RO)A[A-Z0-9]{12,}")
"""What IAM puts into the place of a user or role that was deleted. IAM User Guide, "IAM identifiers"."""

_NOT_OURS = ("role/aws-service-role/", "role/aws-reserved/", "role/cdk-")
"""What AWS makes itself, and the bootstrap of CDK, whatever stands in templates."""

_PROVIDERS = ("oidc-provider/", "saml-provider/")
"""What an account has one of, so that it is often made elsewhere."""

_PROVIDER_TYPES = ("AWS::IAM::OIDCProvider", "AWS::IAM::SAMLProvider")
_SIMILAR = 0.8


class KnownPrincipals:
    """The users, roles and identity providers of an account."""

    def __init__(self, account: Account) -> None:
        """Collect their names, with paths."""
        self._account_id = account.account_id
        providers = (each.arn for each in account.declared if each.type in _PROVIDER_TYPES and each.arn)
        things = (thing.arn for thing in (*account.users, *account.roles))
        self._names = {arn.split(":", 5)[5] for arn in (*things, *providers)}
        # The ARN of a session has the role's name without its path.
        self._of_sessions = {f"role/{role.name}" for role in account.roles}
        self._lower = {name.lower(): name for name in self._names if not has_symbol(name)}
        self.missing = cache(self._missing)

    def close(self, name: str) -> str:
        """Return the name that is nearly the same; empty if there is none."""
        found = get_close_matches(name.lower(), self._lower, 1, cutoff=_SIMILAR)
        return self._lower[found[0]] if found else ""

    def _missing(self, text: str) -> str:
        """Return the name of a principal, given by its ARN, if it should be there and is not; else an empty text."""
        if _DELETED.fullmatch(text):
            return text
        arn = split_arn(text)
        if arn is None or arn.account != self._account_id or has_symbol(arn.resource) or is_pattern(arn.resource):
            return ""
        kind, _, rest = arn.resource.partition("/")
        is_session = (arn.service, kind) == ("sts", "assumed-role")
        name = f"role/{rest.partition('/')[0]}" if is_session else arn.resource
        known = name in (self._of_sessions if is_session else self._names)
        return "" if known or not self._is_expected(name) else name

    def _is_expected(self, name: str) -> bool:
        is_ours = name.startswith(("user/", "role/")) and not name.startswith(_NOT_OURS)
        return is_ours or (name.startswith(_PROVIDERS) and bool(self.close(name)))
