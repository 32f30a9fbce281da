"""The actions and resources that people write, read: in an account they must stand for something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iam_stacks.account import service_data
from iam_stacks.account.account import Account
from iam_stacks.account.model import Role, User
from iam_stacks.guarantees.area import Area, Kinds
from iam_stacks.guarantees.numbering import UNSTOPPABLE
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.wildcard import pattern_of


def actions_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the actions that patterns stand for; sorted.

    What needs no permission is among them only if it is named.

    Raises:
        PolicyError: a pattern stands for none.
    """
    return tuple(sorted({action for text in texts for action in _expanded(text)}))


def area_of(account: Account, actions: Sequence[str], on: Sequence[str]) -> Area:
    """Return the resources that patterns stand for.

    Args:
        account: the account.
        actions: the actions, as they are written.
        on: the resources, as they are written.

    Raises:
        PolicyError: there is no such resource of some of the actions.
    """
    kinds = Kinds(account)
    area = Area(inside=tuple(pattern_of(account.read(text)) for text in on))
    for text in actions:
        if not any(kinds.in_area(action, area) for action in _expanded(text)):
            where = ", ".join(on) or "nothing"
            raise PolicyError(
                f"no resource of {text} in the account is in {where}; give ARNs of what the action is about, or *"
            )
    return area


def allowed_by(account: Account, principals: Iterable[User | Role]) -> set[str]:
    """Return patterns of all actions that some principals may be able to do; those that AWS has not are left out.

    Args:
        account: the account, whose resources' policies may allow something too.
        principals: users and roles of the account.
    """
    guards = (policy.policy for policy in account.resource_policies)
    trusts = (role.trust for role in account.roles if role.trust)
    identity = (policy for principal in principals for policy in principal.all_policies)
    policies = {id(policy): policy for policy in (*guards, *trusts, *identity)}
    statements = (each for policy in policies.values() for each in policy.document.statements)
    texts = {text for each in statements if each.effect == "Allow" for text in each.actions or ("*",)}
    return {"*"} if "*" in texts else set(filter(service_data.expand_actions, texts))


def _expanded(text: str) -> tuple[str, ...]:
    found = service_data.expand_actions(text)
    if not found:
        close = service_data.close_actions(text)
        hint = f"; there is {' or '.join(close)}" if close else ""
        raise PolicyError(f"there is no action {text!r}{hint}")
    return found if len(found) == 1 else tuple(action for action in found if action != UNSTOPPABLE)
