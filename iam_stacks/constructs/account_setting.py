"""A setting of which an account has one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from aws_cdk import aws_sns as sns
from constructs import Construct

from iam_stacks.constructs.expected_finding import ExpectedFinding
from iam_stacks.constructs.function_rights import NO_RESOURCE
from iam_stacks.constructs.handler_function import HandlerFunction
from iam_stacks.constructs.one_per_account import refuse_second
from iam_stacks.constructs.right import Right
from iam_stacks.policy import PolicyError
from iam_stacks.policy.limits import OnDelete


class AccountSetting(Construct):
    """A setting that a function makes, for want of a type of CloudFormation.

    What the account had before is kept by a resource of its own, which is made first and never changes: so a retry, or
    a roll-back, cannot take the setting that we made for the one that was there.

    Attributes:
        account_key: nothing: an account has one such setting.
        setting: the resource that stands for the setting; what needs the setting depends on it.
    """

    account_key = ""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        kind: str,
        noun: str,
        actions: tuple[str, ...],
        deletion: str,
        properties: Mapping[str, object],
        on_delete: OnDelete,
        notices: sns.ITopic | None,
    ) -> None:
        """Define a setting.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
            kind: the type of its resource, by which its handler is named too.
            noun: what it is.
            actions: the actions of IAM that read and change it.
            deletion: the action of IAM that deletes it, which takes no right to retain it.
            properties: the setting, as its handler knows it.
            on_delete: what becomes of it.
            notices: the topic for what failed. Default: the one of the stack.

        Raises:
            PolicyError: on_delete is none of the three, or the account has such a setting already.
        """
        if on_delete not in get_args(OnDelete):
            raise PolicyError(f"on_delete {on_delete!r} is not allowed; give one of {', '.join(get_args(OnDelete))}")
        refuse_second(type(self), scope, id, noun)
        super().__init__(scope, id)
        allowed = actions if on_delete == "retain" else (*actions, deletion)
        self._handler = HandlerFunction(
            self,
            "Handler",
            entry=re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower(),
            purpose=f"Sets the {noun} of the account",
            rights=[
                Right(
                    sid=f"Set{kind}",
                    actions=tuple(f"iam:{action}" for action in allowed),
                    resources=("*",),
                    because=NO_RESOURCE.format(f"the actions on an account's {noun} take"),
                )
            ],
            notices=notices,
        )
        before = self._handler.custom_resource(self, "Before", type=f"{kind}Before", properties={})
        self.setting = self._handler.custom_resource(
            self,
            "Setting",
            type=kind,
            properties={**properties, "OnDelete": on_delete, "Before": before.ref},
        )

    @property
    def expected_findings(self) -> tuple[ExpectedFinding, ...]:
        """What the function causes: it is in no VPC, and the actions that it calls take no resource."""
        return self._handler.expected_findings
