"""Deciding guarantees, over all requests that there can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from iam_stacks.account import service_data
from iam_stacks.account.account import Account
from iam_stacks.account.error import AccountError
from iam_stacks.account.questions.subject import Subject, inside
from iam_stacks.account.selection import Selection
from iam_stacks.escalation.path import Path
from iam_stacks.guarantees.area import Area
from iam_stacks.guarantees.found import Found
from iam_stacks.guarantees.guarantee import Guarantee
from iam_stacks.guarantees.numbering import UNSTOPPABLE, Numbering
from iam_stacks.guarantees.search import Search
from iam_stacks.guarantees.verdict import Verdict, Witness
from iam_stacks.policy.decision import ALLOWED, Reason
from iam_stacks.policy.error import PolicyError
from iam_stacks.policy.symbol import show_symbols
from iam_stacks.policy.wildcard import pattern_of
