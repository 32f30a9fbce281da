"""The page of what is watched: alarms, notices and rules, with what the standards call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iam_stacks.monitoring.beyond import BEYOND_WATCHED
from iam_stacks.monitoring.break_glass import break_glass
from iam_stacks.monitoring.cis import CIS_WATCHED
from iam_stacks.monitoring.config_rules import CONFIG_RULES, ConfigRule
from iam_stacks.monitoring.events import IDENTITY_EVENTS, WatchedEvents, break_glass_events
from iam_stacks.monitoring.identity import IDENTITY_WATCHED
from iam_stacks.monitoring.numbers import CIS_NUMBERS, SECURITY_HUB
from iam_stacks.monitoring.watched import Watched
from iam_stacks.reports.markdown import row

_EMERGENCY = "emergency/BreakGlass"
THEMES = {
    "What the CIS benchmark wants watched": CIS_WATCHED,
    "What its patterns leave out, and who would blind the watch": BEYOND_WATCHED,
    "How somebody gets in, and stays": IDENTITY_WATCHED,
    "Roles for emergencies": break_glass([_EMERGENCY]),
}
"""The alarms; the last ones are made for the roles that there are, here for one."""

_HEAD = """# What is watched

All {count} alarms of [`IdentityAlarms`](constructs/IdentityAlarms.md), and those for break-glass roles; what
[`IdentityEvents`](constructs/IdentityEvents.md) tells at once; the rules of
[`IdentityConfigRules`](constructs/IdentityConfigRules.md). Generated from the data by `make docs`;
[monitoring.md](monitoring.md) says how to have them. A name is what `leave_out` takes, but for those of break-glass
roles. The numbers are those of the CIS AWS Foundations Benchmark 3.0.0, 5.0.0 and 7.0.0, whose titles are not ours to
copy; `-` is where none has it.

"""
_COLUMNS = ("alarm", "rings when", "from", "CIS v3, v5, v7", "Security Hub")
_PATTERNS = """
## Patterns

What the log group of the trail is filtered by, in the
[syntax of CloudWatch Logs](https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
Security Hub passes a control only if the pattern is the one that it prescribes, so these are as AWS prints them. Most
of ours look at calls that succeeded: what failed has a code.
"""
_EVENTS = """
## Notices of events

One for each event, without the wait for an alarm's period. Of the first four, those calls of IAM that succeeded.

"""
_RULES = """
## Rules of AWS Config

| rule | says that | evaluated |
|---|---|---|
"""


def alarms() -> str:
    """Return the page."""
    tables = "\n".join(_table(theme, listed) for theme, listed in THEMES.items())
    patterns = "".join(_pattern(watched) for listed in THEMES.values() for watched in listed)
    count = sum(map(len, (CIS_WATCHED, BEYOND_WATCHED, IDENTITY_WATCHED)))
    rules = "".join(_lines(map(_rule, CONFIG_RULES)))
    return f"{_HEAD.format(count=count)}{tables}{_PATTERNS}{patterns}{_EVENTS}{_events()}{_RULES}{rules}"


def _lines(rows: Iterable[str]) -> Iterator[str]:
    return (f"{each}\n" for each in rows)


def _table(theme: str, listed: tuple[Watched, ...]) -> str:
    rows = (row(*_COLUMNS), f"|{'---|' * len(_COLUMNS)}", *map(_alarm, listed))
    return f"## {theme}\n\n{''.join(_lines(rows))}"


def _alarm(watched: Watched) -> str:
    return row(
        f"[`{watched.name}`](#{watched.name.lower()})",
        watched.says,
        f"{watched.threshold} in {watched.period // 60} minutes",
        _cis(watched.name),
        SECURITY_HUB.get(watched.name, "-"),
    )


def _cis(name: str) -> str:
    return str(CIS_NUMBERS.get(name, "-"))


def _pattern(watched: Watched) -> str:
    return f"\n### {watched.name}\n\n```text\n{watched.pattern}\n```\n\n*{watched.source}.*\n"


def _events() -> str:
    notices = map(_notice, (*IDENTITY_EVENTS, break_glass_events(_EMERGENCY)))
    return "".join(_lines([row("notice", "says that", "calls"), "|---|---|---|", *notices]))


def _notice(watched: WatchedEvents) -> str:
    return row(
        f"`{watched.name}`", watched.says, ", ".join(f"`{name}`" for name in watched.detail.get("eventName", ()))
    )


def _rule(rule: ConfigRule) -> str:
    return row(f"`{rule.identifier}`", rule.says, "once a day" if rule.periodic else "when something changes")
