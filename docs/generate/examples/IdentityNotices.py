"""A topic that several stacks' alarms may share, with an address and a queue that receive what it says.

- It is encrypted with the stack's key for monitoring, which rotates every year, and takes nothing without TLS.
- Its policy lets in alarms of the account, and rules of EventBridge once `IdentityEvents` has it; nobody else.
- `to_queue()` returns the one queue that is subscribed: encrypted, TLS only, with a second one for what was received
  five times and never deleted.
"""

from aws_cdk import App, Stack
from aws_cdk import aws_sns_subscriptions as subscriptions

from iam_stacks import IdentityNotices

stack = Stack(App(), "Monitoring")
notices = IdentityNotices(stack, "Notices")
notices.add_subscription(subscriptions.EmailSubscription("security@example.com"))
queue = notices.to_queue()
