import json
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from cdk_nag import AwsSolutionsChecks

from iam_stacks import attach_packs
from iam_stacks.checks.acknowledgements import Ledger
from iam_stacks.checks.plugin import Review, ReviewedPack


def test_the_four_packs_report_under_their_own_names(context: dict[str, Any]) -> None:
    app = App(context=context, post_cli_context={"@aws-cdk/core:failSynthOnValidationErrors": False})
    user = iam.User(Stack(app, "S"), "U")
    user.add_to_policy(iam.PolicyStatement(actions=["s3:*"], resources=["*"]))
    attach_packs(app)
    report = json.loads((Path(app.synth().directory) / "validation-report.json").read_text())
    assert {plugin["pluginName"] for plugin in report["pluginReports"]} == {
        "AwsSolutions", "NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321",
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
