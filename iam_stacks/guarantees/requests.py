"""The requests that stand for all requests of a principal: one for each difference that its policies can see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from iam_stacks.account.account import Account
from iam_stacks.account.questions.samples import may_be_about
from iam_stacks.guarantees.area import EVERYTHING, Area, Kinds
from iam_stacks.guarantees.forms import Forms
from iam_stacks.guarantees.guards import Guard, Guards
from iam_stacks.guarantees.holder import Holder
from iam_stacks.guarantees.intersection import intersection, overlapping
from iam_stacks.guarantees.reader import is_literal
from iam_stacks.policy.layers import IDENTITY, Entry
from iam_stacks.policy.wildcard import MANY


class Candidate(NamedTuple):
    """A resource to ask about.

    Attributes:
        resource: the ARN, or `*`.
        entry: a statement that may allow it; where it is asked what is refused, one that may deny it; None if there is
            no such one.
    """

    resource: str
    entry: Entry | None


class _Terms(NamedTuple):
    """What resources have to match, what not, and what tells them apart."""

    required: tuple[str, ...]
    avoided: tuple[str, ...]
    told_apart: tuple[str, ...]


class Requests:
    """The resources to ask about."""

    def __init__(self, account: Account, guards: Guards) -> None:
        """Prepare to look.

        Args:
            account: the account.
            guards: its resource policies.
        """
        self._kinds = Kinds(account)
        self._guards = guards

    def kinds_of(self, action: str) -> object:
        """Return what is equal for actions with the same resource types, guarded in the same way."""
        return self._kinds.of(action), self._guards.needed_for(action) and action.partition(":")[0]

    def looks_of(self, holder: Holder, action: str, about: Sequence[Entry], area: Area) -> object:
        """Return what is equal for actions of which the same is to be said, all statements being about both.

        Resource types that no pattern singles out are all alike.
        """
        if area.inside != EVERYTHING or self._guards.needed_for(action):
            return self.kinds_of(action)
        forms = Forms(about, holder.known)
        covers = (guard.covers for guard in self._guards.about(action))
        patterns = {*chain.from_iterable(forms.widest(entry.rule) for entry in about), *covers, *area.outside} - {MANY}
        return frozenset(
            kind if any(overlapping(kind.pattern, each) for each in patterns) else None
            for kind in self._kinds.of(action)
        )

    def is_in_area(self, action: str, area: Area, resource: str) -> bool:
        """Tell whether a resource is one of an action's there."""
        within = self._kinds.within(action, area)
        return any(intersection((*required, resource), avoided, ()) for required, avoided in within)

    def allowed(
        self, holder: Holder, action: str, about: Sequence[Entry], area: Area, *, always: bool
    ) -> Iterator[Candidate]:
        """Yield resources such that, if any is allowed, one of them is.

        Args:
            holder: the principal.
            action: the action.
            about: the statements of the principal that are about it.
            area: where to look.
            always: whether the action needs no permission.
        """
        needed = self._guards.needed_for(action)
        others = self._guards.naming(action, holder.subject) if needed else self._guards.about(action)
        letting = list(self._guards.letting(action, holder.subject))
        forms = Forms(chain(about, *(guard.entries for guard in others)), holder.known)
        for terms in self._areas(action, area):
            for allowing, seed in _seeds(about, forms, always=always):
                narrowed = _joined(terms, seed)
                for resource in self._unguarded(action, narrowed):
                    yield Candidate(resource, allowing)
                for guard in others:
                    yield from (Candidate(each, allowing) for each in self._guarded(action, guard, narrowed, forms))
            denied = tuple(_denied(about, forms))
            for guard, entry in letting:
                direct = _joined(terms, _Terms((), denied, _told_apart(about, forms)))
                yield from (Candidate(each, entry) for each in self._guarded(action, guard, direct, forms))

    def every(self, holder: Holder, action: str, about: Sequence[Entry], area: Area) -> Iterator[Candidate]:
        """Yield resources such that, if any is not allowed, one of them is not; the arguments are as for `allowed`."""
        others = self._guards.about(action)
        forms = Forms(chain(about, *(guard.entries for guard in others)), holder.known)
        told_apart = tuple(form for entry in about for form in forms.of(entry.rule))
        denying = [entry for entry in about if not entry.rule.allows]
        for terms in self._areas(action, area):
            narrowed = _joined(terms, _Terms((), (), told_apart))
            guarded = (each for guard in others for each in self._guarded(action, guard, narrowed, forms))
            for resource in (*self._unguarded(action, narrowed), *guarded):
                against = (entry for entry in denying if may_be_about(entry.rule, resource, holder.known))
                yield Candidate(resource, next(against, None))

    def _areas(self, action: str, area: Area) -> Iterator[_Terms]:
        return (_Terms(required, avoided, ()) for required, avoided in self._kinds.within(action, area))

    def _unguarded(self, action: str, terms: _Terms) -> tuple[str, ...]:
        """Return resources that no policy guards. Most policies are far away: those that are met are then avoided."""
        avoided = dict.fromkeys(terms.avoided)
        while True:
            texts = intersection(terms.required, tuple(avoided), terms.told_apart)
            guards = self._guards.about(action)
            met = [guard.covers for guard in guards if any(map(guard.matches, texts))]
            if not met:
                return texts
            avoided.update(dict.fromkeys(met))

    def _guarded(self, action: str, guard: Guard, terms: _Terms, forms: Forms) -> tuple[str, ...]:
        """Return resources that a policy guards."""
        if is_literal(guard.covers):  # one text, and nothing to tell apart: most roles are found here, or are not
            return intersection((guard.covers, *terms.required), terms.avoided, ())
        about = (entry.rule for entry in guard.entries if entry.rule.about(action.lower()))
        own = (form for rule in about for form in forms.of(rule))
        others = (each.covers for each in self._guards.about(action) if each is not guard)
        return intersection((*terms.required, guard.covers), terms.avoided, (*terms.told_apart, *own, *others))


def _seeds(about: Sequence[Entry], forms: Forms, *, always: bool) -> Iterator[tuple[Entry | None, _Terms]]:
    """Yield each pattern that an identity-based policy allows, with what makes a difference within it."""
    if always:
        yield None, _Terms(EVERYTHING, (), ())
    denied = tuple(_denied(about, forms))
    for entry in about:
        rule = entry.rule
        if entry.layer != IDENTITY or not rule.allows:
            continue
        sure = forms.is_sure(rule)
        others = _told_apart(about, forms, instead=entry if sure else None)
        if rule.resources is not None and rule.resources.negated:
            left_out = forms.widest(rule)
            yield entry, _Terms(EVERYTHING, (*denied, *(left_out if sure else ())), others)
        else:
            for pattern in forms.widest(rule):
                yield entry, _Terms((pattern,), denied, others)


def _denied(about: Sequence[Entry], forms: Forms) -> Iterator[str]:
    """Yield the patterns whose resources are denied for certain."""
    for entry in about:
        if _denies_surely(entry, forms):
            yield from forms.widest(entry.rule)


def _denies_surely(entry: Entry, forms: Forms) -> bool:
    rule = entry.rule
    listed = rule.resources is not None and not rule.resources.negated
    return not rule.allows and listed and forms.is_sure(rule)


def _told_apart(about: Sequence[Entry], forms: Forms, instead: Entry | None = None) -> tuple[str, ...]:
    """Return the patterns that make a difference.

    Args:
        about: all statements.
        forms: their patterns.
        instead: a statement that allows whatever it is about, so that no other one has to. Default: none.
    """
    counted = (
        entry
        for entry in about
        if not _denies_surely(entry, forms) and not (instead and entry.layer == IDENTITY and entry.rule.allows)
    )
    return tuple(form for entry in counted for form in forms.of(entry.rule))


def _joined(one: _Terms, other: _Terms) -> _Terms:
    return _Terms(*(first + second for first, second in zip(one, other, strict=True)))
