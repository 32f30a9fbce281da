"""The commands that ask who can do what."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from iam_stacks.account.account import Account
from iam_stacks.account.load import load
from iam_stacks.account.service_data import canonical_action
from iam_stacks.cli.completion import complete_action
from iam_stacks.cli.options import ACCOUNT_NAMES, ACCOUNT_OPTIONS, format_option, pairs, say_beside, with_options
from iam_stacks.cli.refusal import Refusal
from iam_stacks.reports import answer_text, answers
from iam_stacks.reports.terminal import show_lines

ALLOWED, DENIED, DEPENDS = 0, 1, 3
"""The exit codes of `can`. Of `who-can`: 0 somebody can or may, 1 nobody."""

Json = dict[str, Any]
Context = dict[str, "str | list[str]"]


_OPTIONS = (
    click.option(
        "--from",
        "sources",
        multiple=True,
        default=["cdk.out"],
        show_default=True,
        metavar="PATH",
        type=click.Path(),
        help="cdk.out, a template in JSON or YAML, or authorization details: a file, or a folder of pages. "
        "May be given more than once.",
    ),
    click.option(
        "--context",
        multiple=True,
        metavar="KEY=VALUE",
        help="A condition key that is known; once for each value of a multivalued key.",
    ),
    click.option("--no-unknown", is_flag=True, help="Take keys that are not given as absent, not as unknown."),
    *ACCOUNT_OPTIONS,
    format_option("text", "json"),
)


class Source:
    """What the common options say: where the account is read from, and what is known of a request."""

    def __init__(self, options: Json) -> None:
        """Read the account, or end with one line for each thing that is wrong."""
        self.as_json = options["output_format"] == "json"
        self.context = _context(options["context"])
        self.unknown = () if options["no_unknown"] else ("*",)
        given = {name: options[name] for name in ACCOUNT_NAMES}
        self.account: Account = load(options["sources"], **given)

    def show(self, answer: Json, lines: Callable[[Json], Iterator[answer_text.Line]]) -> None:
        """Print an answer: JSON goes to stdout alone, what is beside it to stderr."""
        if self.as_json:
            click.echo(json.dumps(answer, indent=2))
            return
        say_beside(answer["account"], answer["unresolved"])
        show_lines(lines(answer))


@click.command()
@click.argument("principal")
@click.argument("action", shell_complete=complete_action)
@click.argument("resource", default="*")
@with_options(_OPTIONS)
def can(principal: str, action: str, resource: str, **options: Any) -> None:
    """Can PRINCIPAL do ACTION to RESOURCE? Exit 0: yes, 1: no, 3: it depends on condition keys that are not known."""
    with Refusal():
        source = Source(options)
        access = source.account.can(principal, action, resource, source.context, unknown=source.unknown)
        body = answers.can_body(access, _canonical(action), resource)
        source.show(answers.answer("can", source.account, body), answer_text.can_lines)
    sys.exit(ALLOWED if access.certain else DEPENDS if access.possible else DENIED)


@click.command()
@click.argument("action", shell_complete=complete_action)
@click.argument("resource", default="*")
@with_options(_OPTIONS)
def who_can(action: str, resource: str, **options: Any) -> None:
    """Who can do ACTION to RESOURCE? Exit 0: somebody can or may, 1: nobody. The root user, who can, is left out."""
    with Refusal():
        source = Source(options)
        found = source.account.who_can(action, resource, source.context, unknown=source.unknown)
        body = answers.who_can_body(found, _canonical(action), resource)
        source.show(answers.answer("who-can", source.account, body), answer_text.who_can_lines)
    sys.exit(ALLOWED if found else DENIED)


@click.command()
@click.argument("principal")
@with_options(_OPTIONS)
def actions(principal: str, **options: Any) -> None:
    """Which actions do PRINCIPAL's policies allow, on some resource at least?"""
    with Refusal():
        source = Source(options)
        found = source.account.actions_of(principal, source.context, unknown=source.unknown)
        source.show(answers.answer("actions", source.account, answers.actions_body(found)), answer_text.actions_lines)


@click.command()
@click.argument("principal")
@click.argument("action", shell_complete=complete_action)
@click.argument("resource", default="*")
@with_options(_OPTIONS)
def why(principal: str, action: str, resource: str, **options: Any) -> None:
    """Why can PRINCIPAL do ACTION to RESOURCE, or why not? Says what each statement does."""
    with Refusal():
        source = Source(options)
        access, considered = source.account.why(principal, action, resource, source.context, unknown=source.unknown)
        body = answers.why_body(access, considered, _canonical(action), resource)
        source.show(answers.answer("why", source.account, body), answer_text.why_lines)


def _canonical(action: str) -> str:
    return canonical_action(action) or action


def _context(written: Iterable[str]) -> Context:
    given: dict[str, list[str]] = {}
    for key, value in pairs("--context", written, "KEY=VALUE"):
        given.setdefault(key, []).append(value)
    return {key: values if len(values) > 1 else values[0] for key, values in given.items()}
