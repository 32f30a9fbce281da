"""Constructs of which an account can have one, or one for each key."""

from __future__ import annotations

from aws_cdk import Stack, Stage, Token
from constructs import Construct

from iam_stacks.policy import PolicyError


def refuse_second(
    kind: type[Construct], scope: Construct, id: str, what: str, key: str = "", remedy: str = "use it instead"
) -> None:
    """Refuse a second construct of a class with the same key in the same account, in whatever stack of the app.

    Stacks of one stage whose account is not known count as one account: stages are often in an account each.

    It is called before the construct is defined, so that its id stays free; those defined have `account_key`.

    Args:
        kind: the class.
        scope: what the construct is to be part of.
        id: the construct's id.
        what: what an account has one of, for the message: `provider for each URL`.
        key: what tells two of them apart. Default: nothing, an account has one altogether.
        remedy: what to do instead, for the message.

    Raises:
        PolicyError: there is one already; it names that one.
    """
    for other in scope.node.root.node.find_all():
        if isinstance(other, kind) and getattr(other, "account_key", None) == key and _in_one_account(scope, other):
            is_it = f"that of {key}" if key else "it"
            raise PolicyError(
                f"{scope.node.path}/{id}: an account has one {what}, and {other.node.path} is {is_it}; {remedy}"
            )


def _in_one_account(first: Construct, second: Construct) -> bool:
    account = Stack.of(first).account
    known_to_be = not Token.is_unresolved(account) or Stage.of(first) is Stage.of(second)
    return known_to_be and Stack.of(second).account == account
