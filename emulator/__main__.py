"""The command line: `python -m emulator start|stop|reset|env|show`."""

import argparse
import re
import sys
from collections.abc import Sequence

from emulator import client_env, health, process
from emulator.errors import EmulatorError
from emulator.settings import ACCOUNT, ENDPOINT, LOG


def start() -> None:
    """Start the server, unless it runs already."""
    started = process.start()
    print(f"emulator: {'started' if started else 'already running'} at {ENDPOINT} (log: {LOG})")


def stop() -> None:
    """Kill the server and whatever it started."""
    print("emulator: stopped" if process.stop() else "emulator: none is running")


def reset() -> None:
    """Empty every account."""
    health.wipe()
    print("emulator: every account is empty")


def env(account: str) -> None:
    """Print the client's environment, for: eval "$(python -m emulator env)"."""
    print(client_env.as_shell(account))


def show(account: str) -> None:
    """Print what the stacks of the account made, read back from each service."""
    try:
        from emulator import inventory  # not at the top: it needs boto3, and the other commands do not
    except ModuleNotFoundError as error:
        raise EmulatorError(f"`show` needs the project's own environment, with boto3: {error}") from error
    print(inventory.show(client_env.client_environment(account)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = vars(_parser().parse_args(arguments))
    run = options.pop("run")
    try:
        run(**options)
    except EmulatorError as error:
        print(f"emulator: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m emulator", description="A local AWS account.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (start, stop, reset, env, show):
        subparser = commands.add_parser(command.__name__, help=command.__doc__, description=command.__doc__)
        subparser.set_defaults(run=command)
        if command in (env, show):
            subparser.add_argument("--account", type=_account, default=ACCOUNT, help="12 digits (default: %(default)s)")
    return parser


def _account(text: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", text):
        raise argparse.ArgumentTypeError("an account has 12 digits")
    return text


if __name__ == "__main__":
    sys.exit(main())
