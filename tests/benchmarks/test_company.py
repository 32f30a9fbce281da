import json
from typing import Any

import pytest

from benchmarks.company import company
from benchmarks.statements import ACCOUNT
from iam_stacks.account.account import Account
from iam_stacks.account.load import load

SIZES = [(50, 3, 10), (500, 30, 100)]


@pytest.fixture(scope="module", params=SIZES, ids=str)
def size(request: pytest.FixtureRequest) -> tuple[int, int, int]:
    return request.param


@pytest.fixture(scope="module")
def templates(size: tuple[int, int, int]) -> list[dict[str, Any]]:
    return company(size[0])[0]


@pytest.fixture(scope="module")
def account(templates: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Account:
    folder = tmp_path_factory.mktemp("company")
    for number, template in enumerate(templates):
        (folder / f"{number}.json").write_text(json.dumps(template), encoding="utf-8")
    return load(folder, account=ACCOUNT, region="eu-west-1")


def test_there_are_as_many_as_asked_for_and_nothing_is_open(account: Account, size: tuple[int, int, int]) -> None:
    assert (len(account.users), len(account.groups), len(account.roles)) == size
    assert account.unresolved == ()


def test_no_template_is_larger_than_cloudformation_takes(templates: list[dict[str, Any]]) -> None:
    assert max(len(template["Resources"]) for template in templates) <= 500


def test_documents_are_distinct(account: Account) -> None:
    documents = [each.policies[0].document for each in (*account.users, *account.groups, *account.roles)]
    own = [each for each in documents if each.statements[0].resources != ("*",)]
    assert len(own) == len(documents) - 2  # but for the administrators, whose policy is AWS's
    assert len({repr(each) for each in own}) == len(own)


def test_some_have_boundaries_and_some_roles_run_functions(account: Account) -> None:
    bounded = [each.boundary is not None for each in (*account.users, *account.roles)]
    functions = [each.roles for each in account.workloads]
    assert 0.2 < sum(bounded) / len(bounded) < 0.35
    assert len(functions) == len(set(functions)) == len(account.roles) // 10


def test_the_same_seed_gives_the_same_company_and_another_another() -> None:
    assert company(50) == company(50, seed=1)
    assert company(50)[0] != company(50, seed=2)[0]
