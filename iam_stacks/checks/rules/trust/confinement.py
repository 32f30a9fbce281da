"""Whether conditions shut out strangers, where everybody is named.

Sources: IAM User Guide, "AWS global condition context keys", for what each key is and when a request has it; Amazon S3
User Guide, "Blocking public access to your Amazon S3 storage", the meaning of "public", for keys with fixed values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import IntEnum

from iam_stacks.checks.line import Line, lines_of
from iam_stacks.checks.rules.trust.denials import denials_of
from iam_stacks.checks.rules.trust.trusted import has_unknown_key
from iam_stacks.checks.views import StatementView
from iam_stacks.policy.comparable import network
from iam_stacks.policy.symbol import has_symbol, symbol, symbols_in
from iam_stacks.policy.trust.clauses import is_pattern


class Confinement(IntEnum):
    """What conditions leave."""

    OPEN = 0
    """A stranger can meet them."""
    UNSURE = 1
    """Whether a stranger can depends on more than they say."""
    CLOSED = 2
    """No stranger can."""


OPEN, UNSURE, CLOSED = Confinement

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_OF_THE_RESOURCE = ("aws:resourceorg", "aws:resourceaccount")
_FIRST_WILDCARD = re.compile(r"[*?]")
_IN_ALL = re.compile(r"^(o-|vpce?-|AIDA|AROA)")
"""What all ids of a kind begin with. IAM User Guide, "IAM identifiers", unique ID prefixes."""

_SOME_ACCOUNT = "0" * 12
_ACCOUNT = re.compile(r"[0-9]{12}")
_ARN_PARTS = 6
_ADDRESSES = {4: 2**32, 6: 2**128}


def _id(value: str) -> Confinement:
    """Judge an id that strangers cannot choose: an account's, an organization's, a network's."""
    literal, *wild = _FIRST_WILDCARD.split(value, maxsplit=1)
    if not wild:
        return CLOSED
    return UNSURE if _IN_ALL.sub("", literal) else OPEN


def _path(value: str) -> Confinement:
    """Judge a path of an organization, by the organization."""
    return _id(value.partition("/")[0])


def _user_id(value: str) -> Confinement:
    """Judge the id of a user, or of a role with the session's name behind it."""
    return _id(value.partition(":")[0])


def _arn(value: str) -> Confinement:
    """Judge an ARN by its account; a bucket's, which has none, by its name, which no other bucket has."""
    parts = value.split(":", _ARN_PARTS - 1)
    if len(parts) < _ARN_PARTS:
        return CLOSED if not is_pattern(value) else UNSURE if _ACCOUNT.search(value) else OPEN
    _, _, service, _, account, resource = parts
    if account.strip("*"):
        return _id(account)
    if account and service != "s3":
        return OPEN
    return _id(resource)


def _address(value: str) -> Confinement:
    """Judge a network: who is there is known to nobody but its owner."""
    version, first, last = network(value) or (4, 0, 0)
    return OPEN if last - first + 1 == _ADDRESSES[version] else UNSURE


_JUDGED: Mapping[str, Callable[[str], Confinement]] = {
    **dict.fromkeys(("aws:principalorgid", "aws:sourceorgid", "aws:vpceorgid"), _id),
    **dict.fromkeys(("aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "aws:vpceaccount"), _id),
    **dict.fromkeys(("aws:sourcevpc", "aws:sourcevpce", "aws:ec2instancesourcevpc"), _id),
    **dict.fromkeys(("kms:calleraccount", "s3:dataaccesspointaccount"), _id),
    **dict.fromkeys(("aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"), _path),
    **dict.fromkeys(("aws:principalarn", "aws:sourcearn", "aws:sourcevpcarn", "s3:dataaccesspointarn"), _arn),
    **dict.fromkeys(("lambda:sourcefunctionarn", "ec2:sourceinstancearn"), _arn),
    "aws:userid": _user_id,
    "aws:sourceip": _address,
}
"""What tells who calls, or for whom, or from where, and which of its values strangers can have."""

_ALWAYS_SENT = frozenset(("aws:principalaccount", "aws:principalarn", "aws:userid"))
"""What every signed request has, so that IfExists changes nothing."""

_ANYBODYS = (
    *("sts:externalid", "sts:rolesessionname", "sts:sourceidentity", "sts:transitivetagkeys", "sts:durationseconds"),
    *("aws:requesttag/", "aws:tagkeys", "aws:principaltag/", "aws:sourceidentity", "aws:multifactorauth"),
    *("aws:username", "aws:principaltype", "aws:securetransport", "aws:currenttime", "aws:epochtime"),
    *("aws:tokenissuetime", "aws:useragent", "aws:referer", "aws:requestedregion", "aws:vpcsourceip"),
    *("aws:calledvia", "aws:viaawsservice", "aws:resource", "iam:resourcetag/"),
    *("s3:", "sqs:", "sns:", "kms:", "lambda:", "secretsmanager:", "ecr:", "dynamodb:"),
)
"""How keys begin whose value a stranger chooses, or has like everybody else, or which say what is asked for."""


def confinement(view: StatementView) -> Confinement:
    """Return what a statement's conditions leave, and those of the policy's denials."""
    if has_unknown_key(view):
        return CLOSED
    own = map(_of_line, lines_of(view))
    left = (min(map(_beyond, lines), default=CLOSED) for lines in denials_of(view))
    return max((*own, *left), default=OPEN)


def _of_line(line: Line) -> Confinement:
    """Return whom a line of an Allow lets in."""
    key = line.clause.key.lower()
    if line.operator.family == "Null" or line.operator.negated:
        return OPEN
    found = reach(line)
    if line.asks_for_key:
        return found
    return min(found, UNSURE) if key in _ALWAYS_SENT and line.operator.if_exists else OPEN


def _beyond(line: Line) -> Confinement:
    """Return whom a line of a Deny spares."""
    if line.clause.key.lower() == "aws:principalisawsservice":
        return UNSURE
    spares = line.operator.negated and line.operator.quantifier != "ForAnyValue"
    return reach(line) if spares else OPEN


def reach(line: Line) -> Confinement:
    """Return whom the values of a line name, whatever its operator makes of the others."""
    key = line.clause.key.lower()
    judge = _JUDGED.get(key)
    if judge is None:
        return OPEN if key.startswith(_ANYBODYS) else UNSURE
    judged = (_of_value(judge, value, line) for value in line.clause.values)
    return min(judged, default=CLOSED)


def _of_value(judge: Callable[[str], Confinement], value: str, line: Line) -> Confinement:
    names = [name.lower() for name in _VARIABLE.findall(value)]
    if any(not name.startswith(_OF_THE_RESOURCE) for name in names):
        return UNSURE
    if judge is _address and not has_symbol(value):
        return judge(value)
    if has_symbol(value[:1]) or not line.operator.wildcards:
        return CLOSED
    known = _filled(value)
    found = judge(known)
    # A star of StringLike goes on over colons: what stands behind it need not be the account.
    head = ":".join(known.split(":", _ARN_PARTS - 1)[:-1])
    return min(found, UNSURE) if line.operator.family == "String" and is_pattern(head) else found


def _filled(value: str) -> str:
    """Return a value with an account in the place of what is not known."""
    for name in symbols_in(value):
        value = value.replace(symbol(name), _SOME_ACCOUNT)
    return _VARIABLE.sub(_SOME_ACCOUNT, value)
