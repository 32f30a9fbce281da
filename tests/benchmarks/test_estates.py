import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.estates import distinct_statements, estate, statements
from iam_stacks.account.aws_managed import aws_managed_names
from iam_stacks.account.service_data import expand_actions

Json = dict[str, Any]
SIZES = [(0, 1, 0), (50, 30, 100), (700, 300, 1000)]


@pytest.fixture(scope="module", params=SIZES, ids=str)
def size(request: pytest.FixtureRequest) -> tuple[int, int, int]:
    return request.param


@pytest.fixture(scope="module")
def pages(size: tuple[int, int, int]) -> list[Json]:
    return estate(*size)


def listed(pages: list[Json], kind: str) -> list[Json]:
    return [item for page in pages for item in page[kind]]


def principals(pages: list[Json]) -> list[Json]:
    return listed(pages, "UserDetailList") + listed(pages, "RoleDetailList")


def own_documents(pages: list[Json], kinds: tuple[str, ...]) -> Iterator[list[Json]]:
    """The documents of each identity, inline and attached, as canonical text without Sids."""
    managed = {policy["Arn"]: policy["PolicyVersionList"][0]["Document"] for policy in listed(pages, "Policies")}
    for kind in kinds:
        for item in listed(pages, f"{kind}DetailList"):
            attached = [
                managed[policy["PolicyArn"]]
                for policy in item["AttachedManagedPolicies"]
                if policy["PolicyArn"] in managed
            ]
            yield attached + [policy["PolicyDocument"] for policy in item[f"{kind}PolicyList"]]


def elements(statement: Json, name: str) -> list[str]:
    value = statement.get(name, [])
    return [value] if isinstance(value, str) else value


def test_there_are_as_many_as_asked_for(pages: list[Json], size: tuple[int, int, int]) -> None:
    kinds = ("UserDetailList", "GroupDetailList", "RoleDetailList")
    assert tuple(len(listed(pages, kind)) for kind in kinds) == size


def test_of_ten_statements_three_have_conditions_and_one_denies(pages: list[Json]) -> None:
    found = list(statements(pages))
    assert abs(sum("Condition" in statement for statement in found) - 0.3 * len(found)) < 3
    assert abs(sum(statement["Effect"] == "Deny" for statement in found) - 0.1 * len(found)) < 1


def test_of_ten_principals_two_have_a_boundary_that_exists(pages: list[Json]) -> None:
    bounded = [
        item["PermissionsBoundary"]["PermissionsBoundaryArn"]
        for item in principals(pages)
        if "PermissionsBoundary" in item
    ]
    assert abs(len(bounded) - 0.2 * len(principals(pages))) < 2
    assert set(bounded) <= {policy["Arn"] for policy in listed(pages, "Policies")}


def test_each_group_and_role_has_a_document_of_its_own(pages: list[Json]) -> None:
    documents = list(own_documents(pages, ("Group", "Role")))
    assert {len(own) for own in documents} == {1}
    texts = [json.dumps([{**statement, "Sid": ""} for statement in own["Statement"]]) for (own,) in documents]
    assert len(set(texts)) == len(texts)


def test_an_attached_policy_is_in_the_pages_or_one_of_aws(pages: list[Json]) -> None:
    known = {policy["Arn"] for policy in listed(pages, "Policies")} | {
        f"arn:aws:iam::aws:policy/{name}" for name in aws_managed_names()
    }
    groups = listed(pages, "GroupDetailList")
    attached = {
        policy["PolicyArn"] for item in groups + principals(pages) for policy in item["AttachedManagedPolicies"]
    }
    assert attached <= known
    assert any(arn.startswith("arn:aws:iam::aws:policy/") for arn in attached)


def test_a_page_has_at_most_a_thousand_items_and_the_last_ends_the_list(pages: list[Json]) -> None:
    lists = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
    assert max(sum(len(page[kind]) for kind in lists) for page in pages) <= 1000
    assert [page["IsTruncated"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert ["Marker" in page for page in pages] == [page["IsTruncated"] for page in pages]


def test_names_and_ids_come_once(pages: list[Json]) -> None:
    arns = [item["Arn"] for item in [*principals(pages), *listed(pages, "GroupDetailList"), *listed(pages, "Policies")]]
    assert len(set(arns)) == len(arns)
    ids = [item["UserId"] for item in listed(pages, "UserDetailList")] + [
        item["RoleId"] for item in listed(pages, "RoleDetailList")
    ]
    assert len(set(ids)) == len(ids)


def test_users_are_in_one_to_ten_groups_that_exist() -> None:
    pages = estate(500, 30, 0)
    groups = {group["GroupName"] for group in listed(pages, "GroupDetailList")}
    memberships = [user["GroupList"] for user in listed(pages, "UserDetailList")]
    assert {len(set(member)) for member in memberships} == {len(member) for member in memberships} == set(range(1, 11))
    assert set().union(*memberships) == groups


def test_trusts_form_chains_of_two_to_six_roles() -> None:
    roles = listed(estate(0, 1, 1000), "RoleDetailList")
    trusted = {}
    for role in roles:
        (allowed,) = (one for one in role["AssumeRolePolicyDocument"]["Statement"] if one["Effect"] == "Allow")
        trusted[role["Arn"]] = str(allowed["Principal"].get("AWS"))
    lengths: Counter[str] = Counter()
    for arn in trusted:
        first, links = arn, 1
        while (before := trusted[first]) in trusted:
            first, links = before, links + 1
        lengths[first] = max(lengths[first], links)
    *whole, _ = lengths.values()  # the last chain ends where the roles do
    assert set(whole) == {2, 3, 4, 5, 6}


def test_statements_use_what_policies_can_use() -> None:
    found = list(statements(estate(50, 300, 100)))
    assert {"NotAction", "NotResource", "Condition"} <= {element for statement in found for element in statement}
    resources = "\n".join(text for statement in found for text in elements(statement, "Resource"))
    assert [text for text in ("${aws:username}", ", 'dev'}", "??????", "/*/") if text not in resources] == []
    operators = {operator for statement in found for operator in statement.get("Condition", {})}
    assert {
        "StringEquals",
        "IpAddress",
        "NumericLessThan",
        "DateLessThan",
        "ArnLike",
        "Null",
        "ForAllValues:StringEquals",
    } <= operators


def test_statements_name_actions_that_exist() -> None:
    found = list(statements(estate(50, 300, 100)))
    patterns = {
        text for statement in found for text in elements(statement, "Action") + elements(statement, "NotAction")
    }
    assert {pattern for pattern in patterns if not expand_actions(pattern)} == set()
    assert len({pattern.partition(":")[0] for pattern in patterns}) > 10


def test_the_same_seed_gives_the_same_estate_and_another_another() -> None:
    assert estate(20, 10, 10) == estate(20, 10, 10, seed=1)
    assert estate(20, 10, 10) != estate(20, 10, 10, seed=2)


def test_most_statements_are_different_and_a_sid_makes_no_difference() -> None:
    pages = estate(50, 300, 1000)
    assert distinct_statements(pages) > 0.8 * len(list(statements(pages)))
    allow = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    twice = {"Document": {"Statement": [{"Sid": "A", **allow}, {"Sid": "B", **allow}, {**allow, "Effect": "Deny"}]}}
    empty: Json = {"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": []}
    assert distinct_statements([{**empty, "Policies": [{"PolicyVersionList": [twice]}]}]) == 2
