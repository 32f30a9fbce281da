"""Where to say what happens to credentials."""

from __future__ import annotations

from constructs import Construct, IConstruct

from iam_stacks.constructs.credentials_key import CredentialsKey
from iam_stacks.constructs.notices_topic import NoticesTopic
from iam_stacks.constructs.one_per_stack import one_per_stack


class CredentialNotices(NoticesTopic):
    """A topic for notices, alarms and the events that a function of ours failed to process; encrypted, TLS only."""

    def __init__(self, scope: Construct, id: str) -> None:
        """Define the topic.

        Args:
            scope: the construct that this is part of.
            id: the construct's id.
        """
        super().__init__(scope, id, key=CredentialsKey.of(scope))

    @classmethod
    def of(cls, scope: IConstruct) -> CredentialNotices:
        """Return the one topic of the scope's stack; it is made when it is first asked for."""
        return one_per_stack(cls, scope)
