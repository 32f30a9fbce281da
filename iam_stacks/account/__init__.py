"""An account as immutable data, read from templates or from AWS's own export, and the questions that it answers."""

from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.load import load
from iam_stacks.account.questions.access import Access
from iam_stacks.account.questions.actions import Actions

__all__ = ["Access", "Account", "AccountError", "Actions", "load"]
