"""Constructs of which an account can have one, or one for each key."""

from __future__ import annotations

from aws_cdk import Stack, Stage, Token
from constructs import Construct

from iam_stacks.policy import PolicyError


def refuse_second(construct: Construct, what: str, key: str = "") -> None:
    """Refuse a second construct of a class with the same key in the same account, in whatever stack of the app.

    Stacks of one stage whose account is not known count as one account: stages are often in an account each.

    Args:
        construct: the one just defined; it has the key as `account_key`.
        what: what an account has one of, for the message: `provider for each URL`.
        key: what tells two of them apart. Default: nothing, an account has one altogether.

    Raises:
        PolicyError: there is one already; it names that one.
    """
    for other in construct.node.root.node.find_all():
        if (
            isinstance(other, type(construct))
            and other is not construct
            and getattr(other, "account_key", None) == key
            and _in_one_account(construct, other)
        ):
            is_it = f"that of {key}" if key else "it"
            raise PolicyError(
                f"{construct.node.path}: an account has one {what}, and {other.node.path} is {is_it}; use it instead"
            )


def _in_one_account(first: Construct, second: Construct) -> bool:
    account = Stack.of(first).account
    known_to_be = not Token.is_unresolved(account) or Stage.of(first) is Stage.of(second)
    return known_to_be and Stack.of(second).account == account
