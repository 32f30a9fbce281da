"""What completes a command line."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from iam_stacks.account.service_data import expand_actions


def complete_action(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of an action: first its service, while there is a choice, then the action."""
    found = expand_actions(f"{incomplete}*")
    services = dict.fromkeys(f"{action.partition(':')[0]}:" for action in found)
    return [CompletionItem(text) for text in (services if len(services) > 1 else found)]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options and actions: eval "$(iam-stacks completion bash)"."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    # To bash a colon ends a word, and the name of every action has one.
    click.echo("COMP_WORDBREAKS=${COMP_WORDBREAKS//:}\n" * (shell == "bash"), nl=False)
    click.echo(script(context.find_root().command, {}, "iam-stacks", "_IAM_STACKS_COMPLETE").source())
