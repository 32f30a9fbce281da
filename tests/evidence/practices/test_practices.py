"""The map is whole, and names what there is."""

import re
import tarfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

import iam_stacks
from iam_stacks.checks.rules import RULES
from iam_stacks.config.schema import render
from iam_stacks.evidence.practice import Practice
from iam_stacks.evidence.practices import PRACTICES
from iam_stacks.monitoring.cis import CIS_WATCHED
from iam_stacks.monitoring.config_rules import CONFIG_RULES

CONTROLS = {
    *(f"IAM.{n}" for n in range(1, 29)),
    *(f"CloudTrail.{n}" for n in range(1, 8)),
    *(f"CloudWatch.{n}" for n in range(1, 17) if n != 15),
    "KMS.4",
}
LOGGED = (1, 2, 4, 5, 6)
"""Of the section on logging, what is about trails and about what encrypts them."""
BENCHMARK = {
    "v3": {*(f"1.{n}" for n in range(1, 23)), *(f"3.{n}" for n in LOGGED), *(f"4.{n}" for n in range(1, 17))},
    "v5": {*(f"1.{n}" for n in range(1, 22)), *(f"3.{n}" for n in LOGGED), *(f"4.{n}" for n in range(1, 17))},
    "v7": {
        *(f"2.1.{n}" for n in range(1, 7)),
        *(f"2.{n}" for n in range(2, 22)),
        *(f"4.{n}" for n in LOGGED),
        *(f"5.{n}" for n in range(1, 17)),
    },
}
OTHER_CONFIG_RULES = {
    "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
    "CMK_BACKING_KEY_ROTATION_ENABLED",
    "CW_LOGGROUP_RETENTION_PERIOD_CHECK",
    "EC2_INSTANCE_PROFILE_ATTACHED",
    "IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED",
    "IAM_POLICY_BLACKLISTED_CHECK",
    "IAM_POLICY_IN_USE",
    "IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK",
    "S3_BUCKET_LOGGING_ENABLED",
    "S3_BUCKET_VERSIONING_ENABLED",
    "SECURITYHUB_ENABLED",
    "SECURITY_ACCOUNT_INFORMATION_PROVIDED",
}
"""Those that are not about identities alone, or that IdentityConfigRules leaves out. AWS Config Developer Guide, "List
of AWS Config Managed Rules"."""


@pytest.fixture(scope="module")
def nag_rules() -> set[str]:
    """The ids of cdk-nag, from the list that its package brings along."""
    spec = find_spec("cdk_nag")
    assert spec
    assert spec.origin
    (bundle,) = (Path(spec.origin).parent / "_jsii").glob("cdk-nag@*.tgz")
    with tarfile.open(bundle) as files:
        listed = files.extractfile("package/RULES.md")
        assert listed
        text = listed.read().decode("utf-8")
    return set(re.findall(r"(?:AwsSolutions|NIST\.800\.53\.R5|HIPAA\.Security|PCI\.DSS\.321)-\w+", text))


def test_each_control_of_security_hub_has_one_practice_at_least() -> None:
    assert {control for practice in PRACTICES for control in practice.security_hub} == CONTROLS


@pytest.mark.parametrize("version", BENCHMARK)
def test_each_recommendation_of_the_benchmark_has_one_practice(version: str) -> None:
    counts = Counter(getattr(practice.cis, version) for practice in PRACTICES)
    del counts[None]
    assert counts == Counter(BENCHMARK[version])


def test_ids_are_unique_and_in_kebab_case() -> None:
    ids = [practice.id for practice in PRACTICES]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) for id in ids)


def test_what_is_retired_is_a_control_of_its_practice() -> None:
    assert {name for practice in PRACTICES for name in practice.retired} == {"IAM.20"}
    assert all(set(practice.retired) <= set(practice.security_hub) for practice in PRACTICES)


def test_rules_of_cdk_nag_exist(nag_rules: set[str]) -> None:
    assert {name for practice in PRACTICES for name in practice.nag_rules} <= nag_rules


def test_our_rules_exist() -> None:
    assert {name for practice in PRACTICES for name in practice.our_rules} <= {rule.id for rule in RULES}


def test_rules_of_aws_config_are_known() -> None:
    named = {name for practice in PRACTICES for name in practice.config_rules}
    assert named - {rule.identifier for rule in CONFIG_RULES} == OTHER_CONFIG_RULES


def test_each_rule_of_aws_config_that_we_deploy_has_a_practice() -> None:
    named = {name for practice in PRACTICES for name in practice.config_rules}
    assert {rule.identifier for rule in CONFIG_RULES} <= named


def test_alarms_exist() -> None:
    assert {name for practice in PRACTICES for name in practice.alarms} <= {each.name for each in CIS_WATCHED}


def test_constructs_are_public() -> None:
    named = {name for practice in PRACTICES for name in practice.by if name[0].isupper()}
    assert named <= set(iam_stacks.__all__)


def test_settings_are_in_the_schema_of_the_configuration() -> None:
    schema = render()
    for practice in PRACTICES:
        for name in practice.by:
            if name[0].islower():
                assert all(f'"{step}"' in schema for step in name.split(".") if step != "NAME"), name


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda practice: practice.id)
def test_a_practice_is_proven_or_done_by_hand(practice: Practice) -> None:
    assert practice.proof or practice.by_hand
    assert not practice.says.endswith(".")
    assert not practice.by_hand.endswith(".")
