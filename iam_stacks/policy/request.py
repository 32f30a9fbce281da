"""One request, as IAM sees it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from iam_stacks.policy.caller import Caller, parse_caller
from iam_stacks.policy.context import ContextValue, context_of
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import is_symbol
from iam_stacks.policy.variables import Context
from iam_stacks.policy.wildcard import Matcher, matcher, pattern_of

_ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9-]+")
_VOUCHED_FOR = {"sts:assumerolewithwebidentity", "sts:assumerolewithsaml"}
_ACCOUNT_PART = 4
_ACCOUNT = re.compile(r"\d{12}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Request:
    """Who wants to do what, to what, under which circumstances.

    Attributes:
        principal: an ARN of a user, role, `assumed-role` or `federated-user` session, or account `root`; a role's ARN
            stands for a session of it with any name. Or a service (`lambda.amazonaws.com`), `"*"` for an anonymous
            caller. For sts:AssumeRoleWithWebIdentity and AssumeRoleWithSAML it is the ARN, or the name, of the identity
            provider that vouches for a caller.
        action: such as `s3:GetObject`, in any case.
        resource: an ARN. Default: `"*"`, for actions that are not about one resource.
        resource_account: 12 digits. Default: the account in the resource's ARN, else the principal's.
        context: condition keys, in any case, each with its value or, for a multivalued key, a list of values. A key
            that is not there is absent from the request. What follows from the request is filled in unless given:
            aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalType, aws:username, aws:userid (of the root user, a
            federated user and an anonymous caller) and aws:ResourceAccount.
        unknown: keys that may be absent or have any value, patterns such as `aws:RequestTag/*`, or `"*"`. It says
            nothing of keys that are given or filled in.

    Raises:
        PolicyError: a value is not what it should be; the message names it.
    """

    principal: str
    action: str
    resource: str = "*"
    resource_account: str | None = None
    context: Mapping[str, ContextValue] = field(default_factory=dict)
    unknown: Iterable[str] = ()

    caller: Caller = field(init=False, repr=False, compare=False)
    folded_action: str = field(init=False, repr=False, compare=False)
    owner: str = field(init=False, repr=False, compare=False)
    keys: Context = field(init=False, repr=False, compare=False)
    settled: Collection[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check every value, and bring it into the form that is matched."""
        if not isinstance(self.principal, str) or not isinstance(self.action, str):
            raise PolicyError("principal and action must be text")
        action = _fold(self.action)
        caller = parse_caller(self.principal, vouched_for=action in _VOUCHED_FOR)
        owner = _owner(self.resource_account, self.resource, caller)
        derived = {**caller.derived, "aws:resourceaccount": owner} if owner else caller.derived
        given = {**derived, **context_of(self.context)}
        self.__dict__.update(  # a frozen value is made here, once; object.__setattr__ would cost a microsecond
            caller=caller,
            folded_action=action,
            owner=owner,
            keys=given if () not in given.values() else {key: value for key, value in given.items() if value != ()},
            settled={**given, "aws:username": None} if caller.has_no_username else given,
            unknown=_unknown(self.unknown),
            context=dict(self.context),
        )

    def __hash__(self) -> int:
        """Return the same for equal requests; contexts, which are not hashable, are left to the comparison."""
        return hash((self.principal, self.action, self.resource, self.unknown))

    @property
    def crosses_accounts(self) -> bool:
        """Whether the caller belongs to another account than the resource."""
        return self.caller.is_identity and self.caller.account != self.owner

    def spelling_of_unknown(self, key: str, written: str) -> str | None:
        """Return what to call a key that is unknown; None if it is known, be it given, filled in or absent.

        Args:
            key: the condition key, in lower case.
            written: the key as a policy writes it.
        """
        if key in self.settled:
            return None
        return self._spellings.get(key) or next((written for matches in self._patterns if matches(key)), None)

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {key.lower(): key for key in self.unknown}

    @cached_property
    def _patterns(self) -> list[Matcher]:
        return [matcher(pattern_of(key.lower())) for key in self.unknown if "*" in key]


@lru_cache(maxsize=65536)
def _fold(action: str) -> str:
    if not _ACTION.fullmatch(action):
        raise PolicyError(f"action {action!r} is not one; give service:Action, without wildcards")
    return action.lower()


def _owner(given: object, resource: object, caller: Caller) -> str:
    """Return the resource's account; empty if nothing says it."""
    if not isinstance(resource, str) or not resource:
        raise PolicyError("resource is empty, or no text; give an ARN, or *")
    if given is None:
        parts = resource.split(":", _ACCOUNT_PART + 1)
        named = parts[_ACCOUNT_PART] if len(parts) > _ACCOUNT_PART + 1 else ""
        return named if named and (named.isdecimal() or is_symbol(named)) else caller.account
    if not isinstance(given, str):
        raise PolicyError("resource_account is no text; give 12 digits")
    if not _ACCOUNT.fullmatch(given) and not is_symbol(given):
        raise PolicyError(f"resource_account {given!r} is not one; give 12 digits")
    return given


def _unknown(given: object) -> tuple[str, ...]:
    keys = (given,) if isinstance(given, str) else given
    if not isinstance(keys, Iterable):
        raise PolicyError("unknown is no list; give condition keys, patterns such as aws:RequestTag/*, or *")
    listed = tuple(keys)
    if not all(isinstance(key, str) and key for key in listed):
        raise PolicyError("unknown has something that is no text; give condition keys")
    return listed
