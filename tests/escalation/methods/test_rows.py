"""The methods as data: what AWS publishes has their actions, resources and condition keys."""

import re
from collections import Counter, defaultdict

import pytest

from iam_stacks.account.cloudformation.arns import KINDS
from iam_stacks.account.cloudformation.workloads import WORKLOADS
from iam_stacks.account.condition_data import action_has_key, find_condition_key
from iam_stacks.account.service_data import action_exists, resource_arn_patterns
from iam_stacks.escalation.method import ANYTHING, ROLE, THING, Method, Need, Over
from iam_stacks.escalation.methods import METHODS, NOT_METHODS
from iam_stacks.escalation.methods.sources import PATHFINDING, RHINO
from iam_stacks.policy.wildcard import matcher, pattern_of

_PLACE = re.compile(r"\{[^}]*\}")
_IAM = {over: f"arn:aws:iam::123456789012:{over.value}/x" for over in Over}
_NEEDS = [pytest.param(each, need, id=f"{each.id}: {need.action}") for each in METHODS for need in each.needs]


def _arn(method: Method, need: Need) -> str:
    """Return an ARN of what a need is about."""
    if need.on == ROLE:
        return _IAM[Over.ROLE]
    if need.on != THING:
        return _PLACE.sub("x", need.on)
    return _IAM[method.over] if isinstance(method.over, Over) else _PLACE.sub("x", KINDS[method.over].arn)


@pytest.mark.parametrize(("method", "need"), _NEEDS)
def test_a_need_is_of_an_action_on_a_resource_of_it_with_its_condition_keys(method: Method, need: Need) -> None:
    assert action_exists(need.action), need.action
    patterns = resource_arn_patterns(need.action)
    assert any(matcher(pattern_of(each))(_arn(method, need)) for each in patterns), (_arn(method, need), patterns)
    for name in need.context:
        key = find_condition_key(name)
        assert key, name
        assert action_has_key(need.action, key), name


@pytest.mark.parametrize(("method", "need"), _NEEDS)
def test_only_an_action_without_resource_types_is_about_anything(method: Method, need: Need) -> None:
    assert need.on != ANYTHING or resource_arn_patterns(need.action) == ("*",), method.id


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_a_method_says_what_it_is_about_and_where_it_is_published(method: Method) -> None:
    assert method.needs
    assert method.source
    assert set(_PLACE.findall(method.says)) <= {"{thing}", "{role}", "{user}"}
    assert isinstance(method.over, Over) or method.over in WORKLOADS


def test_there_are_many_methods_and_each_has_an_id_of_its_own() -> None:
    assert [id for id, count in Counter(each.id for each in METHODS).items() if count > 1] == []
    assert len(METHODS) >= 60


def test_no_number_of_what_is_published_is_forgotten() -> None:
    sources = "; ".join(each.source for each in (*METHODS, *NOT_METHODS))
    numbers: dict[str, set[int]] = defaultdict(set)
    for service, number in re.findall(rf"{PATHFINDING} ([a-z0-9]+)-(\d+)", sources):
        numbers[service].add(int(number))
    assert numbers.pop("ec2instanceconnect") == {3}
    assert {service: each for service, each in numbers.items() if each != {*range(1, max(each) + 1)}} == {}
    assert {*map(int, re.findall(rf"{RHINO} (\d+)", sources))} == {*range(1, 29)}


def test_what_is_no_method_has_a_reason_a_source_and_a_name_of_its_own() -> None:
    assert all(each.reason and each.source for each in NOT_METHODS)
    assert [name for name, count in Counter(each.name for each in NOT_METHODS).items() if count > 1] == []


def test_a_reason_names_only_methods_that_there_are() -> None:
    named = {id for each in NOT_METHODS for id in re.findall(r"pass-role-[\w-]+", each.reason)}
    assert named <= {each.id for each in METHODS}
