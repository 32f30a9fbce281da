"""A drawing as a flowchart of Mermaid."""

import re

import pytest
from hypothesis import given, settings

from iam_stacks.reports.escalation.mermaid import mermaid
from tests.reports.escalation.hostile import HOSTILE, NAMES, named
from tests.reports.escalation.samples import ASSUMES, DEVELOPERS, WRITES, found

LABEL = r'"(?:[\w /:.,=+@-]|#\d+;|<br>)*"'
LINE = re.compile(
    rf"flowchart LR|    (?:a0n\d+\[{LABEL}\](?::::\w+)?|a0n\d+ -\.?->\|{LABEL}\| a0n\d+|classDef [\w #:,-]+)"
)


def test_nodes_are_marked_and_legs_say_what_is_done() -> None:
    assert mermaid([found(*DEVELOPERS, ASSUMES)]).splitlines() == [
        "flowchart LR",
        '    a0n0["5 users<br>dev-0<br>dev-1<br>and 3 more"]:::starts',
        '    a0n1["role<br>Deploy"]:::starts',
        '    a0n2["role<br>Admin<br>administrator already"]:::ends',
        '    a0n0 -.->|"assume role/Deploy<br>depends on aws:SourceIp"| a0n1',
        '    a0n1 -->|"assume role/Admin"| a0n2',
        "    classDef starts stroke:#1f6feb,stroke-width:3px",
        "    classDef ends stroke:#c62f3b,stroke-width:3px",
    ]


def test_steps_follow_each_other() -> None:
    assert '|"attach AdministratorAccess to role/Worker<br>then assume role/Worker"|' in mermaid([found(WRITES)])


def test_who_only_leads_on_has_no_mark() -> None:
    assert '    a0n1["role<br>Deploy"]\n' in mermaid([found(*DEVELOPERS)])


def test_nobody() -> None:
    assert '    a0["nobody can become administrator"]' in mermaid([found()]).splitlines()


def test_each_account_has_its_part() -> None:
    lines = mermaid([found(ASSUMES), found(account_id="210987654321")]).splitlines()
    assert [line.strip() for line in lines[1:-2]] == [
        'subgraph s0["account 123456789012"]',
        'a0n0["role<br>Deploy"]:::starts',
        'a0n1["role<br>Admin<br>administrator already"]:::ends',
        'a0n0 -->|"assume role/Admin"| a0n1',
        "end",
        'subgraph s1["account 210987654321"]',
        'a1["nobody can become administrator"]',
        "end",
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_out(name: str) -> None:
    lines, plain = mermaid([named(name)]).splitlines(), mermaid([named("x")]).splitlines()
    assert len(lines) == len(plain)
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_what_turns_text_around_is_shown_and_not_done() -> None:
    assert "#92;u202egnp" in mermaid([named("\u202egnp")])


@settings(max_examples=30)
@given(NAMES)
def test_with_any_name_every_line_is_one_of_the_known_kinds(name: str) -> None:
    assert [line for line in mermaid([named(name)]).splitlines() if not LINE.fullmatch(line)] == []
