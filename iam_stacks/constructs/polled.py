"""What is polled, or needed to poll, named by CDK's construct or by an ARN."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iam_stacks.constructs.encryption_key import key_arn_of
from iam_stacks.constructs.function_rights import decryption
from iam_stacks.constructs.right import Right
from iam_stacks.policy import PolicyError, limits
from iam_stacks.policy.limits import TextRule


@dataclass(frozen=True, kw_only=True)
class Polled:
    """One kind of thing that is polled, or that is needed to poll.

    Attributes:
        noun: what messages call it.
        rule: what its ARN is like.
        arn: the attribute of CDK's construct that has the ARN.
        key: the attribute of CDK's construct that has the customer managed key.
    """

    noun: str
    rule: TextRule
    arn: str
    key: str = "encryption_key"

    def arn_of(self, given: object) -> str:
        """Return the ARN of a construct, or the ARN that is given.

        Raises:
            PolicyError: it is not the ARN of such a thing, or the construct has none.
        """
        arn = given if isinstance(given, str) else getattr(given, self.arn, None)
        if arn is None:
            raise PolicyError(f"{self.noun} has no {self.arn}; give a construct that has one, or {self.rule.wording}")
        self.rule.require(self.noun, arn)
        return arn

    def decryption(self, given: object, key_arn: str | None) -> Iterator[Right]:
        """Return the right to decrypt what it holds; none if it has no customer managed key.

        Args:
            given: a construct or an ARN.
            key_arn: the key, for what does not know it.

        Raises:
            PolicyError: key_arn is not the ARN of a key, or the construct's key is an alias of one that is not known.
        """
        limits.KEY_ARN.require("key_arn", key_arn)
        return decryption(key_arn or key_arn_of(getattr(given, self.key, None)))


QUEUE = Polled(noun="queue", rule=limits.QUEUE_ARN, arn="queue_arn", key="encryption_master_key")
STREAM = Polled(noun="stream", rule=limits.STREAM_ARN, arn="stream_arn")
TABLE = Polled(noun="table", rule=limits.TABLE_STREAM_ARN, arn="table_stream_arn")
SECRET = Polled(noun="secret", rule=limits.SECRET_ARN, arn="secret_full_arn")
