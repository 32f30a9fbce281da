"""What people are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_SUBJECT_LENGTH = 100
"""Amazon SNS API Reference, Publish, Subject."""


@dataclass(frozen=True)
class Notices:
    """A topic, through a client of Amazon SNS.

    Attributes:
        client: the client.
        topic: the topic's ARN.
    """

    client: Any
    topic: str

    def tell(self, subject: str, text: str) -> None:
        """Tell whoever has subscribed.

        Args:
            subject: what happened, in a few words.
            text: what happened, and what there is to do. It never has a secret in it.
        """
        self.client.publish(TopicArn=self.topic, Subject=subject[:_SUBJECT_LENGTH], Message=text)
