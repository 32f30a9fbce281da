"""Each example by the command of its README, with all packs and CDK's own validation on."""

import json
import os
import re
import shlex
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from iam_stacks import build_app
from iam_stacks.account.load import load_each
from iam_stacks.checks.examination import Examination
from iam_stacks.reports.violation import read_report
from tests.conftest import ROOT
from tests.examples.expected import REGION, trust_documents

ACCOUNT = "111122223333"
ANCHOR = "<TrustAnchorArn>"
EXAMPLES = ROOT / "examples"
READMES = sorted(EXAMPLES.glob("*/README.md"))
COMMANDS = [
    line
    for readme in READMES
    for block in re.findall(r"^```bash\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
]
PACKS = {"AwsSolutions", "NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321", "IamChecks"}
ACCEPTED = {
    "github-deploy/iam.yaml": set(),
    "cross-account-auditor/iam.yaml": {
        "IAM4 SecurityAudit",
        "IAM4 job-function/ViewOnlyAccess",
        "IAM4 AWSSupportAccess",
        "IAM4 AdministratorAccess",
        "IAM5 iam::<AWS::AccountId>:user/team/*",
        "IAM5 *",
        "IAM5 iam::<AWS::AccountId>:mfa/*",
        "LambdaInsideVPC",
        "administrator-equivalent BreakGlass",
        "full-service-access AWSSupportAccess support",
        "full-service-access AWSSupportAccess support-console",
    },
    "sqs-worker/app.py": {
        "IAM5 *",
        "IAM5 ec2:<AWS::Region>:<AWS::AccountId>:*/*",
        "IAM5 logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/Worker:log-stream:*",
        "VPCDefaultSecurityGroupClosed",
    },
    "sqs-worker/iam.yaml": {
        "IAM5 *",
        "IAM5 ec2:<AWS::Region>:<AWS::AccountId>:*/*",
        "IAM5 logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/Worker:log-stream:*",
    },
    "eks-workload/app.py": set(),
    "eks-workload/iam.yaml": set(),
    "roles-anywhere/iam.yaml": {"IAM5 s3:::example-backups/backup-1/*"},
}
BOUNDARY = "DelegatedAdmin"
"""Of its many wildcards, tests/constructs/test_delegated_admin_boundary.py counts each."""


def source(command: str) -> str:
    """Return the file that a command is about, from the folder of examples on."""
    (found,) = re.findall(r"examples/(\S+?\.(?:yaml|py))", command)
    return str(found)


@pytest.fixture(scope="module")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Synthesize all, two at a time; return the folder of each."""
    if not (ROOT / "node_modules/.bin/cdk").exists() or not shutil.which("node"):
        pytest.skip("the CDK CLI is not installed: npm ci")
    folders = [tmp_path_factory.mktemp("cdk.out") for _ in COMMANDS]
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(run, COMMANDS, folders))
    assert [done.stderr for done in ended if done.returncode] == []
    return dict(zip(map(source, COMMANDS), folders, strict=True))


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run what a page tells its reader to type, with another folder."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("CDK_", "PYTEST_"))}
    env["PATH"] = f"{ROOT / 'node_modules/.bin'}{os.pathsep}{env['PATH']}"
    words = [*shlex.split(command.removeprefix("npx ")), "--quiet", "--no-notices", "--output", str(folder)]
    return subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def resources(assembly: Path, type_: str) -> list[dict[str, Any]]:
    """Return the properties of all resources of a type, with text in the place of references."""
    templates = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(assembly.glob("*.template.json"))]
    every = [resource for template in templates for resource in template["Resources"].values()]
    return [resolved(resource["Properties"]) for resource in every if resource["Type"] == type_]


def roles_of_the_example(assembly: Path) -> list[dict[str, Any]]:
    """Return the roles that the example names: those of our own functions have no name."""
    return [role for role in resources(assembly, "AWS::IAM::Role") if "RoleName" in role]


def resolved(part: Any) -> Any:
    """Put text in the place of references, as a deployment does."""
    if isinstance(part, list):
        return [resolved(item) for item in part]
    if not isinstance(part, dict):
        return part
    pseudo = {"AWS::AccountId": ACCOUNT, "AWS::Partition": "aws", "AWS::Region": REGION}
    match part:
        case {"Ref": name}:
            return pseudo.get(name, f"<{name}>")
        case {"Fn::Join": [separator, parts]}:
            return separator.join(resolved(parts))
        case {"Fn::GetAtt": [_, attribute]}:
            return f"<{attribute}>"
    return {key: resolved(value) for key, value in part.items()}


def test_every_example_has_a_page_with_its_commands() -> None:
    sources = [*EXAMPLES.glob("*/iam.yaml"), *EXAMPLES.glob("*/app.py")]
    assert sorted(map(source, COMMANDS)) == sorted(str(file.relative_to(EXAMPLES)) for file in sources)
    assert all(command.startswith("npx cdk synth ") for command in COMMANDS)


@pytest.mark.parametrize("page", [EXAMPLES / "README.md", *READMES], ids=lambda page: page.parent.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ACCEPTED)
def test_nothing_is_found_but_what_is_accepted_for_a_reason(name: str, assemblies: dict[str, Path]) -> None:
    found = [each for each in read_report(assemblies[name]) if f"/{BOUNDARY}/" not in each.finding.path]
    assert {f"{each.finding.rule_names[1]} {each.finding.short_subject}".strip() for each in found} == ACCEPTED[name]
    assert all(each.reason for each in read_report(assemblies[name]))


@pytest.mark.parametrize("name", ACCEPTED)
def test_our_own_rules_find_no_error(name: str, assemblies: dict[str, Path]) -> None:
    found = [each for account in load_each([assemblies[name]]) for each in Examination().of(account)]
    assert [f"{each.qualified_rule}: {each.message}" for each in found if each.severity == "error"] == []


def test_the_findings_are_of_all_packs(assemblies: dict[str, Path]) -> None:
    packs = {each.finding.pack for folder in assemblies.values() for each in read_report(folder)}
    assert packs == PACKS


def test_cdks_own_validation_blocks_an_app(assemblies: dict[str, Path], tmp_path: Path) -> None:
    """No pack of cdk-nag counts tags, of which a role can have fifty. (For iam.yaml: tests/test_app_script.py.)"""
    app = (EXAMPLES / "eks-workload/app.py").read_text(encoding="utf-8")
    tags = "for number in range(51):\n    cdk.Tags.of(app).add(f'k{number}', 'v')\n"
    (tmp_path / "app.py").write_text(app.replace("attach_packs(app)\n", f"attach_packs(app)\n{tags}"), encoding="utf-8")
    done = run(f'npx cdk synth --app "python3 {tmp_path}/app.py"', tmp_path / "cdk.out")
    assert "F3032" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_roles_trust_whom_aws_says_they_should(name: str, assemblies: dict[str, Path]) -> None:
    expected = trust_documents(ACCOUNT, ANCHOR)
    roles = {role["RoleName"]: role["AssumeRolePolicyDocument"] for role in roles_of_the_example(assemblies[name])}
    assert roles
    assert roles == {role: expected[role] for role in roles}


def test_no_role_of_the_examples_is_missing(assemblies: dict[str, Path]) -> None:
    every = [role["RoleName"] for folder in assemblies.values() for role in roles_of_the_example(folder)]
    assert set(every) == trust_documents(ACCOUNT, ANCHOR).keys()


def test_the_trust_anchor_is_the_certificate_beside_the_file(assemblies: dict[str, Path]) -> None:
    """No API of the local account has it: docs/emulator.md."""
    (anchor,) = resources(assemblies["roles-anywhere/iam.yaml"], "AWS::RolesAnywhere::TrustAnchor")
    assert anchor == {
        "Name": "ServerAuthority",
        "Enabled": True,
        "Source": {
            "SourceType": "CERTIFICATE_BUNDLE",
            "SourceData": {"X509CertificateData": (EXAMPLES / "roles-anywhere/ca.pem").read_text(encoding="utf-8")},
        },
    }


def test_the_profile_hands_out_the_role(assemblies: dict[str, Path]) -> None:
    """No API of the local account has it: docs/emulator.md."""
    (profile,) = resources(assemblies["roles-anywhere/iam.yaml"], "AWS::RolesAnywhere::Profile")
    assert profile == {"Name": "BackupServer", "Enabled": True, "RoleArns": ["<Arn>"], "DurationSeconds": 3600}


@pytest.mark.parametrize("name", ["cross-account-auditor", "roles-anywhere"])
def test_what_an_example_accepts_it_must_accept(name: str, context: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / name
    shutil.copytree(EXAMPLES / name, folder)
    data = yaml.safe_load((folder / "iam.yaml").read_text(encoding="utf-8"))
    for section in ("policies", "roles"):
        for thing in data[section].values():
            thing.pop("acknowledge", None)
    (folder / "iam.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    passed, report = build_app(context=context | {"config": str(folder / "iam.yaml")}).check()
    assert not passed
    assert "AwsSolutions-IAM" in report


def test_an_app_of_ones_own_is_short() -> None:
    for app in EXAMPLES.glob("*/app.py"):
        assert len(app.read_text(encoding="utf-8").splitlines()) <= 80
