"""Where to say what happens to identities."""

from __future__ import annotations

from constructs import Construct

from iam_stacks.constructs.monitoring_key import MonitoringKey
from iam_stacks.constructs.notices_queue import NoticesQueue
from iam_stacks.constructs.notices_topic import NoticesTopic


class IdentityNotices(NoticesTopic):
    """A topic for what is said of identities: encrypted with a key that rotates, TLS only, for alarms of the account.

    Its policy lets in nobody else, unless `IdentityEvents` is given it too.

    AWS source: Amazon SNS Developer Guide, "Example cases for Amazon SNS access control".
    """

    def __init__(self, scope: Construct, id: str) -> None:
        """Define the topic.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
        """
        super().__init__(scope, id, key=MonitoringKey.of(scope))

    def to_queue(self) -> NoticesQueue:
        """Send to a queue, which is made when it is first asked for; return it."""
        existing = self.node.try_find_child("Queue")
        return existing if isinstance(existing, NoticesQueue) else NoticesQueue(self, "Queue", topic=self)
