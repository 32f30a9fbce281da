"""What the context of CDK says: which configuration, under which name, for which account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from iam_stacks.config.fault import InputError
from iam_stacks.policy.limits import ACCOUNT_ID, REGION, TextRule

STACK_NAME = TextRule(pattern=r"[A-Za-z][A-Za-z0-9-]*", maximum=100, wording="letters, digits and -, first a letter")
"""CloudFormation API Reference, CreateStack: 128 characters at most, and ours are followed by the stack's own noun."""
FILE = TextRule(pattern=r".+", maximum=4096, wording="the path of a file")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The context keys of the app; each can be given as `-c key=value`.

    Attributes:
        config: the path of the configuration file.
        stack_name: what the names of the stacks begin with.
        account: 12 digits. Default: the account of whoever deploys.
        region: Default: the Region of whoever deploys.
    """

    config: str = "iam.yaml"
    stack_name: str = "Iam"
    account: str | None = None
    region: str | None = None

    @classmethod
    def read(cls, context: Callable[[str], object]) -> Settings:
        """Read the settings.

        Args:
            context: looks up a key, such as `app.node.try_get_context`.

        Raises:
            InputError: values that cannot be used, all at once.
        """
        given = {key: value for key in _RULES if (value := context(key)) is not None}
        refused = [
            f"context {key}: this cannot be used; given {value!r}; allowed: {_RULES[key].allowed}"
            for key, value in given.items()
            if not (isinstance(value, str) and _RULES[key].accepts(value))
        ]
        if refused:
            raise InputError("\n".join(refused))
        return cls(**{key: str(value) for key, value in given.items()})


_RULES = {"config": FILE, "stack_name": STACK_NAME, "account": ACCOUNT_ID, "region": REGION}
