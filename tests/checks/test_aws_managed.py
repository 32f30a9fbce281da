"""AWS's own managed policies, examined as if somebody here had written them: what is an error must be one."""

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from benchmarks.checks import managed_policies
from iam_stacks.account.aws_managed import aws_managed_names
from iam_stacks.checks.examination import Examination

PROVEN: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("aws_managed.yaml").read_text("utf-8"))
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

Errors = dict[str, set[str]]


@pytest.fixture(scope="module")
def errors() -> Errors:
    """Examine all of them at once; return by policy the rules, each with what of the policy it is about."""
    found = defaultdict(set)
    for each in Examination().of(managed_policies()):
        if each.severity == "error":
            found[each.place.template].add(f"{each.rule.id} {each.subject.rpartition(' ')[2]}")
    return found


@pytest.mark.parametrize("name", JOB_FUNCTIONS)
def test_a_policy_for_a_job_function_has_no_error(name: str, errors: Errors) -> None:
    assert name in aws_managed_names()
    assert errors.get(name, set()) == set()


def test_an_error_is_one_that_is_proven(errors: Errors) -> None:
    assert errors == {name: set(proofs) for name, proofs in PROVEN.items()}
