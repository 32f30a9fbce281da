"""The accounts that a command looks at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from iam_stacks.account.account import Account
from iam_stacks.account.load import load, load_each
from iam_stacks.account.policy_document import Guessed
from iam_stacks.cli.options import say_beside
from iam_stacks.policy.kind import Kind
from iam_stacks.reports.answers import account_json, unresolved


def accounts_of(
    paths: Sequence[Path],
    *,
    account: str | None,
    region: str | None,
    partition: str | None,
    documents: Kind | Guessed | None = None,
) -> tuple[Account, ...]:
    """Return the account that is given, or else all that there are; each is read both ways.

    Args:
        paths: as for `load_each`, and so are the others.
        account: 12 digits.
        region: the Region.
        partition: the partition.
        documents: what kind of policies documents are that stand alone in a file.

    Raises:
        AccountError: as for `load`.
    """
    if account is None:
        return load_each(paths, documents=documents, region=region, partition=partition)
    return (load(paths, documents=documents, account=account, region=region, partition=partition, both_ways=True),)


def say_account(account: Account) -> None:
    """Say on stderr which account was read, and what was left open or is wrong in it."""
    say_beside(account_json(account), unresolved(account))
