"""Who makes the access keys of a user: one alone, for each takes the keys of another for leftovers."""

from __future__ import annotations

from typing import ClassVar
from weakref import WeakKeyDictionary

import jsii
from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct, IValidation

from iam_stacks.policy import PolicyError


@jsii.implements(IValidation)
class KeyMaker:
    """The one construct that makes the keys of a user of its stack."""

    _of: ClassVar[WeakKeyDictionary[iam.User, Construct]] = WeakKeyDictionary()

    def __init__(self, user: iam.User) -> None:
        """Look at a user; use `KeyMaker.claim`."""
        self._user = user

    @classmethod
    def claim(cls, maker: Construct, user: iam.User) -> None:
        """Make a construct the one. Keys that CloudFormation makes for the user besides are refused at synthesis.

        Args:
            maker: the construct.
            user: the user.

        Raises:
            PolicyError: the user is not made by the stack, so that it may have keys; or there is another such
                construct.
        """
        if not isinstance(user.node.default_child, iam.CfnUser) or Stack.of(user) is not Stack.of(maker):
            raise PolicyError(
                f"{maker.node.path}: the user is not made by this stack; give one that is, for the keys that another "
                "has would be deleted"
            )
        if user in cls._of:
            raise PolicyError(f"{maker.node.path}: {cls._of[user].node.path} makes the keys of this user already")
        cls._of[user] = maker
        maker.node.add_validation(cls(user))

    def validate(self) -> list[str]:
        """Return what else makes keys of the user, one sentence each."""
        stack = Stack.of(self._user)
        name = stack.resolve(self._user.user_name)
        return [
            f"{child.node.path} makes an access key of a user whose keys rotate, and which rotation would delete"
            for child in stack.node.find_all()
            if isinstance(child, iam.CfnAccessKey) and stack.resolve(child.user_name) == name
        ]
