"""Reasons for what is trusted beyond the defaults."""

from __future__ import annotations

from iam_stacks.policy.error import PolicyError


def require_reason(what: str, asked: bool, reason: str | None) -> tuple[str, ...]:
    """Return the reason, as a trust policy keeps it, if there is something to give a reason for.

    Args:
        what: the argument that needs a reason.
        asked: whether it is given.
        reason: why it is.

    Raises:
        PolicyError: it is given without a reason, or the reason without it.
    """
    if asked and not (reason and reason.strip()):
        raise PolicyError(f"{what} needs a reason; say why with reason")
    if reason is not None and not asked:
        raise PolicyError(f"a reason goes with {what} only")
    return (reason,) if reason else ()
