"""The page of the ways to gain power, and of what is published and is none of them."""

from __future__ import annotations

from collections.abc import Iterator

from iam_stacks.escalation.method import ANYTHING, ROLE, THING, Gain, Method, Need, Over
from iam_stacks.escalation.methods import METHODS, NOT_METHODS, THEMES
from iam_stacks.reports.markdown import row

_HEAD = """# Ways to gain power

The {count} methods with which paths to administrators are found: what somebody must be allowed to do, and what it
gives. Generated from the data by `make docs`. Needs are on the resource that the method is about, if nothing else is
said; a name in braces is chosen by whoever does it. Methods on a resource with a role gain the role that it runs with.

"""
_TABLE = """| method | gains | needs | source |
|---|---|---|---|
"""
_NO_METHODS = """
## No methods of their own

| published | why not | source |
|---|---|---|
"""
_GAINS = {
    Gain.ACT: "acts as the {}",
    Gain.EMPOWER: "gives the {} any permission",
    Gain.UNBOUND: "takes the boundary from the {}",
    Gain.JOIN: "makes a user one of the {}",
    Gain.CREATE: "a new principal with any permission",
}
_ABOUT = {Over.GROUP: "members of the group", Over.POLICY: "users and roles with the policy"}
_ON = {THING: "", ROLE: " on the role", ANYTHING: " on `*`"}
_AFTER = {False: "", True: ", by a new trust policy"}


def escalation_methods() -> str:
    """Return the page."""
    parts = (f"## {theme}\n\n{_TABLE}{''.join(map(_row, listed))}" for theme, listed in THEMES.items())
    rows = (_line(each.name, each.reason, each.source) for each in NOT_METHODS)
    return _HEAD.format(count=len(METHODS)) + "\n".join(parts) + _NO_METHODS + "".join(rows)


def _row(method: Method) -> str:
    return _line(f"`{method.id}`", _gains(method), "<br>".join(_needs(method)), method.source)


def _gains(method: Method) -> str:
    about = (
        f"role of {method.over}" if not isinstance(method.over, Over) else _ABOUT.get(method.over, method.over.value)
    )
    if method.service:
        about += f" that trusts {method.service}" + (", in an instance profile" if method.in_profile else "")
    return _GAINS[method.gain].format(about)


def _needs(method: Method) -> Iterator[str]:
    for need in method.needs:
        yield f"`{need.action}`{_on(need)}{_AFTER[need.opened]}"


def _on(need: Need) -> str:
    return _ON[need.on] if need.on in _ON else f" on `{need.on.split(':', 5)[-1]}`"


def _line(*cells: str) -> str:
    return f"{row(*cells)}\n"
