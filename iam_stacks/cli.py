"""The command `iam-stacks`: questions about an account, answered from templates or from AWS's own export of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn, TypeVar

import click
from click.shell_completion import CompletionItem

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.load import load
from iam_stacks.account.service_data import canonical_action, expand_actions
from iam_stacks.policy.error import PolicyError
from iam_stacks.reports import answer_text, answers
from iam_stacks.reports.terminal import printable, show_lines

ALLOWED, DENIED, BAD_INPUT, DEPENDS = 0, 1, 2, 3
"""The exit codes of `can`. Of `who-can`: 0 somebody can or may, 1 nobody. Of all commands: 2 for bad input."""

Json = dict[str, Any]
Command = TypeVar("Command", bound=Callable[..., Any])
Context = dict[str, "str | list[str]"]


class Source:
    """What the common options say: where the account is read from, and what is known of a request."""

    def __init__(self, options: Json) -> None:
        """Read the account, or end with one line for each thing that is wrong."""
        self.as_json = options["output_format"] == "json"
        self.context = _context(options["context"])
        self.unknown = () if options["no_unknown"] else ("*",)
        names = ("account", "region", "partition")
        given = {name: options[name] for name in names}
        self.account: Account = load(options["sources"], **given)

    def show(self, answer: Json, lines: Callable[[Json], Iterator[answer_text.Line]]) -> None:
        """Print an answer: JSON goes to stdout alone, what is beside it to stderr."""
        if self.as_json:
            click.echo(json.dumps(answer, indent=2))
            return
        for each in answer["unresolved"]:
            place = " ".join(filter(None, (each["template"], each["logical_id"], each["path"])))
            click.echo(printable(f"not resolved: {place}: {each['why']}"), err=True)
        click.echo(f"account {answer['account']['id']}, {answer['account']['from']}", err=True)
        show_lines(lines(answer))


def common_options(command: Command) -> Command:
    """Add the options that all questions have."""
    options = [
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
        click.option("--account", metavar="ID", help="The account's 12 digits. Default: what the input says."),
        click.option("--region", metavar="NAME", help="The Region. Default: what the input says."),
        click.option("--partition", metavar="NAME", help="aws, aws-cn, aws-us-gov. Default: what the input says."),
        click.option(
            "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def complete_action(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of an action: first its service, while there is a choice, then the action."""
    found = expand_actions(f"{incomplete}*")
    services = dict.fromkeys(f"{action.partition(':')[0]}:" for action in found)
    return [CompletionItem(text) for text in (services if len(services) > 1 else found)]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="iam-stacks")
def main() -> None:
    """Ask who can do what in an AWS account, before it is deployed."""


@main.command()
@click.argument("principal")
@click.argument("action", shell_complete=complete_action)
@click.argument("resource", default="*")
@common_options
def can(principal: str, action: str, resource: str, **options: Any) -> None:
    """Can PRINCIPAL do ACTION to RESOURCE? Exit 0: yes, 1: no, 3: it depends on condition keys that are not known."""
    with _Refusal():
        source = Source(options)
        access = source.account.can(principal, action, resource, source.context, unknown=source.unknown)
        body = answers.can_body(access, _canonical(action), resource)
        source.show(answers.answer("can", source.account, body), answer_text.can_lines)
    sys.exit(ALLOWED if access.certain else DEPENDS if access.possible else DENIED)


@main.command()
@click.argument("action", shell_complete=complete_action)
@click.argument("resource", default="*")
@common_options
def who_can(action: str, resource: str, **options: Any) -> None:
    """Who can do ACTION to RESOURCE? Exit 0: somebody can or may, 1: nobody. The root user, who can, is left out."""
    with _Refusal():
        source = Source(options)
        found = source.account.who_can(action, resource, source.context, unknown=source.unknown)
        body = answers.who_can_body(found, _canonical(action), resource)
        source.show(answers.answer("who-can", source.account, body), answer_text.who_can_lines)
    sys.exit(ALLOWED if found else DENIED)


@main.command()
@click.argument("principal")
@common_options
def actions(principal: str, **options: Any) -> None:
    """Which actions do PRINCIPAL's policies allow, on some resource at least?"""
    with _Refusal():
        source = Source(options)
        found = source.account.actions_of(principal, source.context, unknown=source.unknown)
        source.show(answers.answer("actions", source.account, answers.actions_body(found)), answer_text.actions_lines)


@main.command()
@click.argument("principal")
@click.argument("action", shell_complete=complete_action)
@click.argument("resource", default="*")
@common_options
def why(principal: str, action: str, resource: str, **options: Any) -> None:
    """Why can PRINCIPAL do ACTION to RESOURCE, or why not? Says what each statement does."""
    with _Refusal():
        source = Source(options)
        access, considered = source.account.why(principal, action, resource, source.context, unknown=source.unknown)
        body = answers.why_body(access, considered, _canonical(action), resource)
        source.show(answers.answer("why", source.account, body), answer_text.why_lines)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands, options and actions: eval "$(iam-stacks completion bash)"."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    # To bash a colon ends a word, and the name of every action has one.
    click.echo("COMP_WORDBREAKS=${COMP_WORDBREAKS//:}\n" * (shell == "bash"), nl=False)
    click.echo(script(main, {}, "iam-stacks", "_IAM_STACKS_COMPLETE").source())


class _Refusal:
    """Turns what is wrong with the input into one line for each fault, and exit code 2: no other code says "no"."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, AccountError | PolicyError):
            _refuse(str(error))
        if isinstance(error, OSError):
            _give_up(error)


def _refuse(message: str) -> NoReturn:
    for line in message.splitlines():
        click.echo(printable(f"iam-stacks: {line}"), err=True)
    sys.exit(BAD_INPUT)


def _give_up(error: OSError) -> NoReturn:
    """End quietly if the reader has seen enough, and else with one line, when stdout takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it closes stdout
    _refuse("" if isinstance(error, BrokenPipeError) else f"the answer cannot be written: {error.strerror}")


def _canonical(action: str) -> str:
    return canonical_action(action) or action


def _context(pairs: Iterable[str]) -> Context:
    given: dict[str, list[str]] = {}
    for pair in pairs:
        key, separator, value = pair.partition("=")
        if not separator or not key:
            raise AccountError(f"--context {pair!r} is not one; give KEY=VALUE")
        given.setdefault(key, []).append(value)
    return {key: values if len(values) > 1 else values[0] for key, values in given.items()}
