"""Where to begin."""

from hypothesis import given, settings
from hypothesis import strategies as st

from iam_stacks.escalation.path import Path
from iam_stacks.reports.escalation.cover import Change, closing, cover
from iam_stacks.reports.escalation.found import Goal, alike
from tests.reports.escalation.samples import ADMIN, ALL, ATTACH, ATTACHES, DEPLOY, JOHN, TARGET, WORKER, hop, path, user


def changes(*paths: Path) -> list[tuple[list[str], str, int]]:
    covered = cover([Goal(paths=paths)])
    return [([arn.rpartition("/")[2] for arn in each.actors], each.hop.method.id, each.closes) for each in covered]


def test_what_closes_the_most_comes_first_and_each_counts_what_is_left() -> None:
    assert changes(*ALL) == [
        (["Deploy"], "assume-role", 6),
        (["JohnDoe"], "attach-user-policy", 1),
        (["Ann"], "attach-user-policy", 1),
    ]


def test_a_step_of_ways_that_are_closed_already_is_no_change() -> None:
    on, last = hop(WORKER, DEPLOY), hop(DEPLOY, ADMIN)
    closed = path(hop(user("a"), WORKER, policy="a"), on, last), path(hop(user("b"), WORKER, policy="b"), on, last)
    other = path(hop(user("c"), WORKER, policy="c"), on, hop(DEPLOY, JOHN))
    assert changes(*closed, path(last), other) == [(["Deploy"], "assume-role", 3), (["Worker"], "assume-role", 1)]


def test_those_who_have_a_step_by_the_same_statements_have_it_taken_by_one_change() -> None:
    each = [path(hop(user(name), user(name), ATTACH)) for name in "ab"]
    assert changes(*each, path(hop(user("c"), user("c"), ATTACH, policy="own"))) == [
        (["a", "b"], "attach-user-policy", 2),
        (["c"], "attach-user-policy", 1),
    ]


def test_ways_to_every_goal_are_closed() -> None:
    (both,) = cover([Goal(paths=(ATTACHES,)), Goal(paths=(ATTACHES,), target=TARGET)])
    assert (both.actors, both.closes) == ((JOHN,), 2)


def test_nothing_is_to_be_closed_where_there_is_no_way() -> None:
    assert changes() == []


def change(closes: int) -> Change:
    return Change(hop=ATTACHES.hops[0], actors=(JOHN,), closes=closes)


def test_what_they_do_together_is_said() -> None:
    assert closing([change(1)]) == "this change closes the way shown"
    assert closing([change(2)]) == "this change closes all 2 ways shown"
    assert closing([change(1200), change(1)]) == "these 2 changes close all 1,201 ways shown"


HOPS = st.builds(lambda one, other: hop(user(one), user(other)), st.sampled_from("abcd"), st.sampled_from("abcd"))


@settings(max_examples=50)
@given(st.lists(st.lists(HOPS, min_size=1, max_size=3).map(lambda hops: path(*hops)), max_size=8))
def test_every_way_has_a_step_that_is_changed(paths: list[Path]) -> None:
    found = list(cover([Goal(paths=tuple(paths))]))
    changed = {alike(each.hop, each.hop.actor) for each in found}
    assert all(changed & {alike(hop, hop.actor) for hop in path.hops} for path in paths)
    counts = [each.closes for each in found]
    assert counts == sorted(counts, reverse=True)
    assert (sum(counts), all(counts)) == (len(paths), True)
