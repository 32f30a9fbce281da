"""AWS's own managed policies, examined as if somebody here had written them: what is an error must be one."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from iam_stacks.account.account import Account
from iam_stacks.account.aws_managed import aws_managed_names, aws_managed_policy
from iam_stacks.account.gathered import Gathered, read_policy
from iam_stacks.account.place import Place
from iam_stacks.checks.examination import Examination
from iam_stacks.checks.rules import FAMILIES
from iam_stacks.policy.kind import IDENTITY

TRUE: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("aws_managed.yaml").read_text("utf-8"))
JOB_FUNCTIONS = (
    "AdministratorAccess",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
    "job-function/Billing",
    "job-function/DatabaseAdministrator",
    "job-function/DataScientist",
    "job-function/NetworkAdministrator",
    "job-function/SupportUser",
    "job-function/SystemAdministrator",
    "job-function/ViewOnlyAccess",
)
RULES = (*FAMILIES["grammar and data"], *FAMILIES["conditions"])


def account(names: tuple[str, ...]) -> Account:
    """Return an account in which the policies are written, and nobody has them."""
    gathered = Gathered()
    for name in names:
        gathered.note(read_policy(name, json.loads(aws_managed_policy(name) or ""), Place(name, ""), layer=IDENTITY))
    return Account(
        account_id="123456789012",
        account_from="given",
        partition="aws",
        region="us-east-1",
        written=tuple(gathered.written),
    )


def errors(names: tuple[str, ...], **options: Any) -> dict[str, dict[str, str]]:
    """Return what is an error: the policy's name, the rule and what it is about, and the message."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for each in Examination(kind=IDENTITY, **options).of(account(names)):
        if each.severity == "error":
            found[each.place.template][f"{each.rule.id} {each.subject.rpartition(' ')[2]}"] = each.message
    return found


@pytest.mark.parametrize("name", JOB_FUNCTIONS)
def test_a_policy_for_a_job_function_has_no_error(name: str) -> None:
    assert errors((name,)) == {}


def test_there_is_no_error_that_is_not_one() -> None:
    found = errors(tuple(aws_managed_names()), rules=RULES)
    assert {name: set(said) for name, said in found.items()} == {name: set(said) for name, said in TRUE.items()}
