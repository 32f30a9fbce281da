"""What the rules of this family remark: about a principal, at the statement with which it begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from iam_stacks.account.model import Role, User
from iam_stacks.checks.once import once
from iam_stacks.checks.rule import Remark
from iam_stacks.checks.things import place_of, receivers, subject_of
from iam_stacks.checks.views import AccountView, PolicyView, StatementView
from iam_stacks.escalation.path import Path
from iam_stacks.escalation.words import doing, person, resource
from iam_stacks.guarantees.verdict import Verdict, Witness
from iam_stacks.policy.decision import Reason
from iam_stacks.policy.symbol import read_symbols


def of_path(view: AccountView, path: Path, comes_to: str, detail: str = "") -> Remark:
    """Return the remark about a path.

    Args:
        view: the account.
        path: the path.
        comes_to: what its start can do in the end, such as "become administrator".
        detail: as in `Remark`.
    """
    steps = "; then ".join(f"{person(hop.actor)} can {doing(hop)}" for hop in path.hops)
    keys = f"; it depends on {', '.join(path.depends_on)}" if path.depends_on else ""
    says = f"{'may' if keys else 'can'} {comes_to}: {steps}{keys}"
    return _remark(view, path.start, says, detail, path.depends_on, _first(path), path)


def of_verdict(view: AccountView, verdict: Verdict, breaks: str) -> Remark:
    """Return the remark about a principal of whom a guarantee does not hold.

    Args:
        view: the account.
        verdict: the verdict.
        breaks: what the principal does to the guarantee, such as "breaks".
    """
    witness, text = verdict.witness, verdict.guarantee.text
    assert verdict.principal
    assert witness
    reasons = _first(witness.path) if witness.path else witness.statements
    says = f"{breaks} the guarantee {text!r}: {_proof(witness, verdict.guarantee.verb == 'can')}"
    return _remark(view, verdict.principal, says, text, witness.depends_on, reasons, witness.path)


def _remark(
    view: AccountView,
    arn: str,
    says: str,
    detail: str,
    depends_on: tuple[str, ...],
    reasons: Iterable[Reason],
    path: Path | None,
) -> Remark:
    thing = _principals(view)[arn]
    statement = next(_statements(view, thing, reasons), None)
    return Remark(
        message=f"{subject_of(thing)} {says}",
        detail=detail,
        at=statement,
        place=None if statement else place_of(thing),
        subject=subject_of(thing),
        principal=arn,
        depends_on=depends_on,
        path=path.hops if path else (),
    )


def _proof(witness: Witness, denied: bool) -> str:
    other = resource(read_symbols(witness.principal)) if witness.path else ""
    request = f"{witness.action} on {witness.resource}"
    if witness.depends_on:
        becomes = f"it can become {other}; whether that" if other else "whether it"
        return f"{becomes} can {request} depends on {', '.join(witness.depends_on)}"
    becomes = f"it can become {other}, which" if other else "it"
    return f"{becomes} {'cannot' if denied else 'can'} {request}"


def _first(path: Path) -> tuple[Reason, ...]:
    """Return the statements of the first step."""
    return tuple(reason for done in path.hops[0].done for reason in done.statements)


def _statements(view: AccountView, thing: User | Role, reasons: Iterable[Reason]) -> Iterator[StatementView]:
    """Yield the statements among reasons that are of the identity-based policies of a user or role."""
    held = _held(view)
    for reason in reasons:
        for owner in (thing, *thing.groups):
            policy = held.get((owner.arn, reason.policy))
            if policy and reason.statement is not None:
                yield policy.statements[reason.statement]


@once
def _principals(view: AccountView) -> Mapping[str, User | Role]:
    return {each.arn: each for each in view.principals}


@once
def _held(view: AccountView) -> Mapping[tuple[str, str], PolicyView]:
    """Return the policies of identities by who has them, users of a group left out, and by their names."""
    return {(receiver.arn, policy.written.name): policy for policy in view.policies for receiver in receivers(policy)}
