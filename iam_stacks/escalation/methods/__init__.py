"""The ways to gain power, as data: one file for each theme."""

from iam_stacks.escalation.method import Method

METHODS: tuple[Method, ...] = ()
"""All methods."""
