"""Our rules as a plugin of CDK, over an app that uses none of our constructs, synthesized once."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import Acknowledgment, App, CfnOutput, Environment, NestedStack, Stack, Stage, Validations
from aws_cdk import aws_iam as iam

from iam_stacks import Guarantee, IamChecks, PolicyError
from iam_stacks.checks.rules import RULES
from iam_stacks.reports.violation import Violation, read_report

QUIET = {"@aws-cdk/core:failSynthOnValidationErrors": False}
ACCEPTED = "IamChecks::action-unknown[Data.Read s3:getobjct]"


def statement(sid: str, *actions: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(sid=sid, actions=list(actions), resources=["*"])


def define(app: App) -> None:
    """Define an app with faults in a stack, in a nested one, and in those of two stages."""
    stack = Stack(app, "S")
    data = iam.ManagedPolicy(stack, "Data", managed_policy_name="Data")
    data.add_statements(statement("Read", "s3:GetObjct", "s3:GetObjectt"), statement("All", "sqs:*"))
    odd = {"Sid": "a)[", "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}
    document = {"Version": "2012-10-17", "Statement": [odd]}
    iam.CfnManagedPolicy(stack, "Odd", managed_policy_name="Odd", policy_document=document)
    key = iam.CfnAccessKey(stack, "Key", user_name="somebody")
    CfnOutput(stack, "Shown", value=key.attr_secret_access_key)
    for name in ("Dev", "Prod"):
        inner = Stack(Stage(app, name), "T")
        iam.Role(inner, "Role", role_name="Deployer", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        policy = iam.ManagedPolicy(NestedStack(inner, "N"), "P", managed_policy_name="Nested")
        policy.add_statements(statement("Read", "s3:GetObjct"))
    Validations.of(data).acknowledge(Acknowledgment(id=ACCEPTED, reason="it is new"))


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    app = App(outdir=str(folder), post_cli_context=QUIET)
    define(app)
    Validations.of(app).add_plugins(IamChecks())
    app.synth()
    return folder


@pytest.fixture(scope="module")
def found(assembly: Path) -> list[Violation]:
    return read_report(assembly)


def raw(assembly: Path) -> list[dict[str, Any]]:
    (plugin,) = json.loads((assembly / "validation-report.json").read_text())["pluginReports"]
    found: list[dict[str, Any]] = plugin["violations"]
    return found


def test_each_finding_has_the_path_of_its_construct(found: list[Violation]) -> None:
    unknown = [each.finding.path for each in found if each.finding.rule == "action-unknown"]
    assert Counter(unknown) == {
        "S/Data/Resource": 2,
        "S/Odd": 1,
        "Dev/T/N/P/Resource": 1,
        "Prod/T/N/P/Resource": 1,
    }


def test_an_acknowledgement_accepts_one_finding_and_no_other(found: list[Violation]) -> None:
    assert [(each.finding.qualified_id, each.reason) for each in found if each.reason] == [(ACCEPTED, "it is new")]
    others = {each.finding.subject for each in found if each.finding.path == "S/Data/Resource" and not each.reason}
    assert others >= {"Data.All sqs", "Data.Read s3:getobjectt"}


def test_a_finding_says_what_where_how_to_mend_it_and_who_says_so(assembly: Path) -> None:
    (violation,) = (each for each in raw(assembly) if each["ruleName"] == "action-unknown[Data.Read s3:getobjectt]")
    assert violation["severity"] == "error"
    assert violation["description"].startswith("there is no action s3:GetObjectt")
    assert "(Statement[0].Action[1]) [Service Authorization Reference," in violation["description"]
    assert violation["suggestedFix"].startswith("correct the action")
    (construct,) = violation["violatingConstructs"]
    assert construct["cloudFormationResource"] == {
        "templatePath": "S.template.json",
        "logicalId": construct["cloudFormationResource"]["logicalId"],
        "propertyPaths": ["Properties.PolicyDocument.Statement[0].Action[1]"],
    }


def test_templates_of_stages_are_named_with_their_folders(assembly: Path) -> None:
    templates = {
        construct["cloudFormationResource"]["templatePath"]
        for violation in raw(assembly)
        for construct in violation["violatingConstructs"]
    }
    assert sum(template.startswith("assembly-Dev/") for template in templates) == 1
    assert sum(template.startswith("assembly-Prod/") for template in templates) == 1


def test_an_output_is_found_at_its_construct(found: list[Violation]) -> None:
    assert {each.finding.path for each in found if each.finding.rule == "secret-in-output"} == {"S/Shown"}


def test_stages_may_be_of_different_accounts(found: list[Violation]) -> None:
    assert not [each for each in found if each.finding.rule == "name-taken-twice"]


def test_warnings_do_not_block(found: list[Violation]) -> None:
    assert {each.blocks for each in found if each.finding.rule == "full-service-access"} == {False}


def test_an_id_with_odd_brackets_does_not_break_cdk(found: list[Violation]) -> None:
    subjects = {each.finding.rule: each.finding.subject for each in found if each.finding.path == "S/Odd"}
    assert subjects["action-unknown"] == "Odd.a__ s3:getobjct"


def test_an_error_fails_the_synthesis() -> None:
    app = App()
    define(app)
    Validations.of(app).add_plugins(IamChecks())
    with pytest.raises(RuntimeError, match=r"IamChecks::secret-in-output\[Shown\]"):
        app.synth()


def test_one_error_is_enough_to_fail() -> None:
    app = App()
    iam.ManagedPolicy(Stack(app, "S"), "P").add_statements(statement("Typo", "s3:GetObjct"))
    Validations.of(app).add_plugins(IamChecks())
    with pytest.raises(RuntimeError, match="IamChecks::action-unknown"):
        app.synth()


def test_an_app_without_errors_passes() -> None:
    app = App()
    policy = iam.ManagedPolicy(Stack(app, "S"), "P")
    policy.add_statements(statement("All", "sqs:*"), statement("Typo", "s3:GetObjct"))
    checks = IamChecks(off=["action-unknown"], severities={"full-service-access": "warning"})
    Validations.of(app).add_plugins(checks)
    (plugin,) = json.loads((Path(app.synth().directory) / "validation-report.json").read_text())["pluginReports"]
    assert plugin["conclusion"] == "success"
    assert [violation["severity"] for violation in plugin["violations"]] == ["warning"]


def test_stacks_of_one_account_are_checked_together_and_each_account_apart() -> None:
    app = App(post_cli_context=QUIET)
    for name, account in (("A", "111111111111"), ("B", "111111111111"), ("C", "222222222222"), ("D", None)):
        env = Environment(account=account, region="eu-central-1")
        iam.Group(Stack(app, name, env=env), "G", group_name="Same")
    Validations.of(app).add_plugins(IamChecks(account="222222222222"))
    taken = [each for each in read_report(Path(app.synth().directory)) if each.finding.rule == "name-taken-twice"]
    assert sorted(each.finding.path for each in taken) == ["B/G/Resource", "D/G/Resource"]


def of_people(**options: Any) -> list[Violation]:
    """Return what is found in an app in which JohnDoe can become Deploy, and Deploy an administrator."""
    app = App(post_cli_context=QUIET)
    stack = Stack(app, "S", env=Environment(account="111111111111", region="eu-central-1"))
    for name, into in (("JohnDoe", "Deploy"), ("Deploy", "Admin")):
        policy = iam.ManagedPolicy(stack, f"{name}Policy", managed_policy_name=f"{name}Policy")
        role = f"arn:aws:iam::111111111111:role/{into}"
        policy.add_statements(iam.PolicyStatement(sid="Become", actions=["sts:AssumeRole"], resources=[role]))
        trusted = iam.AccountRootPrincipal()
        user = iam.User(stack, name, user_name=name) if name == "JohnDoe" else None
        (user or iam.Role(stack, name, role_name=name, assumed_by=trusted)).add_managed_policy(policy)
    everything = iam.PolicyDocument(statements=[iam.PolicyStatement(actions=["*"], resources=["*"])])
    iam.Role(
        stack, "Admin", role_name="Admin", assumed_by=iam.AccountRootPrincipal(), inline_policies={"P": everything}
    )
    Validations.of(app).add_plugins(IamChecks(**options))
    return read_report(Path(app.synth().directory))


def test_who_can_become_administrator_is_an_error_at_the_policy_that_begins_it() -> None:
    found = [each for each in of_people() if each.finding.rule == "escalation-to-administrator"]
    assert [(each.finding.path, each.finding.subject, each.blocks) for each in found] == [
        ("S/DeployPolicy/Resource", "Deploy", True),
        ("S/JohnDoePolicy/Resource", "JohnDoe", True),
    ]
    assert found[1].problem == (
        "JohnDoe can become administrator: JohnDoe can assume role/Deploy; then Deploy can assume role/Admin"
        " (Statement[0])"
    )


def test_administrators_targets_and_guarantees_are_options() -> None:
    found = of_people(
        administrators=["role/Deploy"],
        targets=["sts:AssumeRole arn:aws:iam::111111111111:role/Admin"],
        guarantees=[Guarantee(principals="user/*", cannot=["sts:*"])],
    )
    assert [each.finding.subject for each in found if each.finding.rule == "escalation-to-administrator"] == ["JohnDoe"]
    (target,) = (each.finding for each in found if each.finding.rule == "escalation-to-target")
    assert target.subject == "JohnDoe sts:AssumeRole arn:aws:iam::111111111111:role/Admin"
    (broken,) = (each for each in found if each.finding.rule == "guarantee-broken")
    assert broken.finding.subject == "JohnDoe user/* cannot sts:* on *"
    assert broken.blocks


def test_a_named_administrator_is_not_said_to_be_one() -> None:
    rule = "administrator-equivalent"
    assert [each.finding.subject for each in of_people() if each.finding.rule == rule] == ["Admin"]
    assert [each for each in of_people(administrators=["role/Admin"]) if each.finding.rule == rule] == []


def test_who_is_named_and_is_nobody_is_one_error_that_fails_the_synthesis() -> None:
    (failed,) = of_people(administrators=["role/Deploi"], off=["escalation-to-administrator"])
    assert (failed.finding.rule, failed.blocks) == ("plugin-failed", True)
    assert failed.description.endswith("failed: there is no role 'Deploi'; there is Deploy")


def test_who_is_named_may_be_in_one_account_of_several() -> None:
    app = App(post_cli_context=QUIET)
    for account in ("111111111111", "222222222222"):
        stack = Stack(app, f"S{account}", env=Environment(account=account, region="eu-central-1"))
        iam.Role(stack, "R", role_name=f"In{account}", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    guarantee = Guarantee(principals="role/In222222222222", can=["s3:GetObject"])
    Validations.of(app).add_plugins(IamChecks(administrators=["role/In111111111111"], guarantees=[guarantee]))
    found = read_report(Path(app.synth().directory))
    assert [each.finding.path for each in found if each.finding.rule in ("plugin-failed", "guarantee-broken")] == [
        "S222222222222/R/Resource"
    ]


def test_options_that_cannot_be_used_are_all_named() -> None:
    with pytest.raises(PolicyError) as refusal:
        IamChecks(
            severities={"no-rule": "error"},
            quotas={"no-quota": 1},
            off=["none-such"],
            account="1",
            administrators=["everybody"],
            targets=["nothing"],
            guarantees=[Guarantee(principals="role/", cannot=["iam:*"])],
        )
    for named in ("account '1'", "'no-rule'", "'none-such'", "'no-quota'", "'everybody'", "'nothing'", "'role/'"):
        assert named in str(refusal.value)


def test_it_says_its_name_and_its_rules() -> None:
    checks = IamChecks()
    assert (checks.name, checks.version, checks.rule_ids) == ("IamChecks", None, [rule.id for rule in RULES])
