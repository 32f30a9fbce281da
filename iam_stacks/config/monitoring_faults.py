"""What is wrong with `monitoring:` together with where it is deployed to."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.account.partition import partition_of
from iam_stacks.config.fault import Fault
from iam_stacks.config.parts import Parts
from iam_stacks.monitoring.global_events import GLOBAL_EVENTS


def monitoring_faults(parts: Parts, region: str | None) -> Iterator[Fault]:
    """Yield the fault: events that never come to the Region.

    Args:
        parts: the parts of the file that can be read.
        region: the one deployed to, if it is known.
    """
    if region is None or parts.monitoring is None or not parts.monitoring.events:
        return
    home = GLOBAL_EVENTS.get(partition_of(region), "another Region")
    if region != home:
        yield parts.fault(
            ("monitoring", "events"),
            f"AWS sends the events of IAM to {home}, never to {region}, which is deployed to; alarms work in all",
            allowed="no events",
        )
