"""What is wrong with parts of a file only together: a trust with its provider, a policy with another one's name.

It reads the plain data and builds models of the parts that can be read, so that its faults are reported together with
those of the models.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from iam_stacks.config.fault import Fault, KeyPath
from iam_stacks.config.function import EventSource
from iam_stacks.config.monitoring_faults import monitoring_faults
from iam_stacks.config.parts import Parts
from iam_stacks.config.people_faults import people_faults
from iam_stacks.config.policy_faults import policy_faults
from iam_stacks.config.provider import Provider
from iam_stacks.config.role import Role
from iam_stacks.config.source import Source
from iam_stacks.config.trust_faults import trust_faults


def consequences(source: Source, folder: Path, account: str | None, region: str | None = None) -> list[Fault]:
    """Return the faults of parts together.

    Args:
        source: the file.
        folder: where files that it names are.
        account: the account deployed to, if it is known.
        region: the Region deployed to, if it is known.
    """
    parts = Parts(source, folder)
    return [
        *trust_faults(parts, account),
        *policy_faults(parts),
        *people_faults(parts),
        *monitoring_faults(parts, region),
        *_unfit_names(parts),
        *_repeated_event_sources(parts),
    ]


def _unfit_names(parts: Parts) -> Iterator[Fault]:
    sections: dict[str, dict[str, Provider] | dict[str, Role]] = {"providers": parts.providers, "roles": parts.roles}
    for section, things in sections.items():
        for name, thing in things.items():
            for what, rule in thing.names_made:
                if not rule.accepts(name):
                    yield parts.fault((section, name), f"{what} cannot have this name", allowed=rule.allowed)


def _repeated_event_sources(parts: Parts) -> Iterator[Fault]:
    for name, role in parts.items("roles"):
        listed = role.get("event_sources") if isinstance(role, dict) else None
        first_at: dict[EventSource, KeyPath] = {}
        for index, data in enumerate(listed if isinstance(listed, list) else []):
            path = ("roles", name, "event_sources", index)
            polled = parts.read(EventSource, data)
            first = first_at.setdefault(polled, path) if polled else path
            if first != path:
                line, _ = parts.source.place(first)
                yield parts.fault(path, f"this event source was given before, on line {line}")
