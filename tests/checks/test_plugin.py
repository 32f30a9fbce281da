import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from cdk_nag import AwsSolutionsChecks

from iam_stacks import Acknowledgement, IamChecks, attach_packs
from iam_stacks.checks.acknowledgements import Ledger
from iam_stacks.checks.plugin import Review, ReviewedPack
from iam_stacks.reports.violation import read_report


def test_all_packs_report_under_their_own_names(context: dict[str, Any]) -> None:
    app = App(context=context, post_cli_context={"@aws-cdk/core:failSynthOnValidationErrors": False})
    user = iam.User(Stack(app, "S"), "U")
    user.add_to_policy(iam.PolicyStatement(actions=["s3:*"], resources=["*"]))
    attach_packs(app)
    report = json.loads((Path(app.synth().directory) / "validation-report.json").read_text())
    assert {plugin["pluginName"] for plugin in report["pluginReports"]} == {
        "AwsSolutions", "NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321", "IamChecks",
    }  # fmt: skip


def test_in_an_app_without_a_report_of_ours_cdk_raises(context: dict[str, Any]) -> None:
    app = App(context=context)
    iam.User(Stack(app, "S"), "U")
    attach_packs(app)
    with pytest.raises(RuntimeError, match="IAMUserGroupMembership"):
        app.synth()


def test_a_reviewed_pack_passes_for_the_pack_itself() -> None:
    pack = AwsSolutionsChecks()
    reviewed = ReviewedPack(pack, Ledger([]))
    assert (reviewed.name, reviewed.version, reviewed.rule_ids) == ("AwsSolutions", pack.version, pack.rule_ids)


def test_the_review_says_which_rule_it_has() -> None:
    assert Review(Ledger([])).rule_ids == ["acknowledgement-does-not-fit"]


def test_findings_of_ours_are_accepted_as_those_of_packs_are_and_warnings_stay_warnings(
    context: dict[str, Any],
) -> None:
    app = App(context=context, post_cli_context={"@aws-cdk/core:failSynthOnValidationErrors": False})
    policy = iam.ManagedPolicy(Stack(app, "S"), "P", managed_policy_name="P")
    policy.add_statements(iam.PolicyStatement(sid="All", actions=["sqs:*", "sns:*"], resources=["*"]))
    accepted = Acknowledgement(scope=policy, rule="full-service-access", finding="P.All sqs", reason="an example")
    stale = Acknowledgement(scope=policy, rule="full-service-access", finding="P.All s3", reason="long ago")
    attach_packs(app, [accepted, stale], packs=[IamChecks(off=["data-reads-anywhere"])])
    found = read_report(Path(app.synth().directory))
    assert {each.finding.subject: each.blocks for each in found if each.finding.rule == "full-service-access"} == {
        "P.All sqs": False,
        "P.All sns": False,
    }
    assert [each.finding.subject for each in found if each.reason] == ["P.All sqs"]
    (misfit,) = (each for each in found if each.finding.pack == "Acknowledgements")
    assert (
        misfit.description
        == "the acknowledgement of full-service-access (P.All s3) does not fit: no finding matches it"
    )
