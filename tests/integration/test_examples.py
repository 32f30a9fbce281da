"""The examples, deployed by the real CDK CLI, read back, and used where the local account enforces what they say."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.client_env import client_environment
from emulator.clients import Clients
from emulator.inventory import IGNORED, read_back, recorded
from tests.examples.expected import CLUSTER, GITHUB, REGION, trust_documents
from tests.integration.conftest import Account, synthesized
from tests.integration.emulator.smoke import web_identity_token

FIRM, OURS = "333333333333", "222222222222"
SETTINGS = {
    "github-deploy": {"config": "examples/github-deploy/iam.yaml", "stack_name": "GitHub"},
    "cross-account-auditor": {"config": "examples/cross-account-auditor/iam.yaml", "stack_name": "Auditor"},
    "roles-anywhere": {"config": "examples/roles-anywhere/iam.yaml", "stack_name": "Anywhere"},
    "sqs-worker": {"config": "examples/sqs-worker/iam.yaml", "stack_name": "Worker"},
    "eks-workload": {"config": "examples/eks-workload/iam.yaml", "stack_name": "Workload"},
}
APPS = ["sqs-worker", "eks-workload"]
"""The examples that are apps too; in YAML they have the same names."""
BOOTSTRAP = "cdk-hnb659fds-{}-role-{}-us-east-1"
SEND = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
WORK = [
    *("ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"),
    *("ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"),
    *("kms:Decrypt", "kms:GenerateDataKey", "logs:CreateLogStream", "logs:PutLogEvents"),
    *("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"),
    *("xray:PutTelemetryRecords", "xray:PutTraceSegments"),
]
ALLOWED = {
    "GitHubDeploy": ["sts:AssumeRole"],
    "GitHubDeployById": ["sts:AssumeRole"],
    "ExternalAuditor": ["SecurityAudit", "ViewOnlyAccess"],
    "OwnAuditor": ["SecurityAudit"],
    "OrganizationReader": ["ssm:GetParameter"],
    "Support": ["AWSSupportAccess"],
    "BreakGlass": ["AdministratorAccess"],
    "Worker": WORK,
    "WorkerFlowLogger": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    "ReporterByIrsa": SEND,
    "ReporterByPodIdentity": SEND,
    "BackupServer": ["s3:PutObject"],
}
"""What is attached: AWS's policies by name, ours by their actions."""


@dataclass(frozen=True)
class Deployed:
    account: Account
    assemblies: list[Path]

    @property
    def resources(self) -> list[str]:
        """Return the types of all resources of the templates, in order."""
        files = [file for folder in self.assemblies for file in folder.glob("*.template.json")]
        templates = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        types = [resource["Type"] for template in templates for resource in template["Resources"].values()]
        return sorted(type_ for type_ in types if type_ not in IGNORED)

    def role(self, name: str) -> dict[str, Any]:
        role: dict[str, Any] = self.account.clients("iam").get_role(RoleName=name)["Role"]
        return role

    def call(self, role: str) -> dict[str, str]:
        """Return what sts:AssumeRole and its relatives are called with."""
        return {"RoleArn": f"arn:aws:iam::{self.account.id}:role/{role}", "RoleSessionName": "test"}


Deploy = Callable[[dict[Path, str]], Deployed]


@pytest.fixture(scope="module")
def deploy(new_account: Callable[[], Account]) -> Deploy:
    """Deploys apps: commands, or assemblies; by the folder of each assembly."""

    def run(apps: dict[Path, str]) -> Deployed:
        account, options = new_account(), ("--all", "--require-approval", "never")
        _make_cluster(account)
        for folder, app in apps.items():
            done = account.cdk("--app", app, "deploy", *options, "--output", str(folder))
            assert done.returncode == 0, done.stdout + done.stderr
        return Deployed(account, [*apps])

    return run


@pytest.fixture(scope="module")
def assemblies(emulator_runs: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The examples in YAML, each as synthesized."""
    folder = synthesized("estates", tmp_path_factory.mktemp("assemblies"), SETTINGS)
    return {name: folder / name for name in SETTINGS}


def _make_cluster(account: Account) -> None:
    """The workload's cluster is there before its roles."""
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    role = account.clients("iam").create_role(RoleName="Cluster", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    account.clients("eks").create_cluster(name="example", roleArn=role, resourcesVpcConfig={})


@pytest.fixture(scope="module")
def deployed(deploy: Deploy, assemblies: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    out = tmp_path_factory.mktemp("apps")
    apps = {out / name: f"python3 examples/{name}/app.py" for name in APPS}
    return deploy({folder: str(folder) for name, folder in assemblies.items() if name not in APPS} | apps)


@pytest.fixture(scope="module")
def in_yaml(deploy: Deploy, assemblies: dict[str, Path]) -> Deployed:
    """The examples that are apps, in their second form."""
    return deploy({assemblies[name]: str(assemblies[name]) for name in APPS})


def refused(call: Callable[[], Any]) -> bool:
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] == "AccessDenied"
    return False


def test_every_resource_is_read_back_by_its_own_api_or_recorded_only(deployed: Deployed) -> None:
    environment = client_environment(deployed.account.id)
    read = [thing.resource.type for thing in read_back(environment)]
    only = [resource.type for resource in recorded(environment)]
    assert sorted(read + only) == deployed.resources
    assert sorted(only) == ["AWS::RolesAnywhere::Profile", "AWS::RolesAnywhere::TrustAnchor"]


def test_the_roles_trust_whom_aws_says_they_should(deployed: Deployed) -> None:
    (anchor,) = [one for one in recorded(client_environment(deployed.account.id)) if one.type.endswith("TrustAnchor")]
    arn = f"arn:aws:rolesanywhere:{REGION}:{deployed.account.id}:trust-anchor/{anchor.physical_id}"
    expected = trust_documents(deployed.account.id, arn)
    assert {role: deployed.role(role)["AssumeRolePolicyDocument"] for role in expected} == expected


@pytest.mark.parametrize("role", ALLOWED)
def test_a_role_has_the_rights_that_its_example_says(role: str, deployed: Deployed) -> None:
    assert rights(deployed, role) == ALLOWED[role]


@pytest.mark.parametrize("role", ["Worker", "ReporterByIrsa", "ReporterByPodIdentity"])
def test_the_second_form_of_an_example_is_the_same_role(role: str, in_yaml: Deployed) -> None:
    trust = trust_documents(in_yaml.account.id, "")[role]
    assert in_yaml.role(role)["AssumeRolePolicyDocument"] == trust
    assert rights(in_yaml, role) == (sorted(WORK) if role == "Worker" else ALLOWED[role])


def rights(deployed: Deployed, role: str) -> list[str]:
    """Return what is attached to a role, as ALLOWED has it."""
    iam = deployed.account.clients("iam")
    assert iam.list_role_policies(RoleName=role)["PolicyNames"] == []
    found: set[str] = set()
    for attached in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        arn = attached["PolicyArn"]
        if arn.startswith("arn:aws:iam::aws:"):
            found.add(attached["PolicyName"])
        else:
            document = iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]
            given = [statement["Action"] for statement in document["Statement"]]
            found |= {action for one in given for action in ([one] if isinstance(one, str) else one)}
    return sorted(found)


@pytest.mark.parametrize(
    ("role", "trusted", "stranger"),
    [
        (
            "GitHubDeploy",
            "repo:example-org/example-repo:ref:refs/heads/main",
            "repo:example-org/example-repo:pull_request",
        ),
        (
            "GitHubDeploy",
            "repo:example-org/example-repo:environment:production",
            "repo:example-org/example-repo:ref:refs/heads/other",
        ),
        (
            "GitHubDeployById",
            "repo:example-org@123456/newer-repo@456789:ref:refs/heads/main",
            "repo:example-org/newer-repo:ref:refs/heads/main",
        ),
        ("ReporterByIrsa", "system:serviceaccount:batch:reporter", "system:serviceaccount:default:reporter"),
    ],
)
def test_a_token_is_taken_for_its_subject(role: str, trusted: str, stranger: str, deployed: Deployed) -> None:
    issuer = CLUSTER if role == "ReporterByIrsa" else GITHUB
    assert assumed(deployed, role, iss=f"https://{issuer}", sub=trusted)
    assert refused(lambda: assumed(deployed, role, iss=f"https://{issuer}", sub=stranger))
    assert refused(lambda: assumed(deployed, role, iss=f"https://{issuer}", sub=trusted, aud="another"))


def assumed(deployed: Deployed, role: str, **claims: str) -> Clients:
    """Return the clients of a session that a token begins."""
    token = web_identity_token(**{"aud": "sts.amazonaws.com", **claims})
    sts = deployed.account.clients("sts")
    return session(deployed.account, sts.assume_role_with_web_identity(**deployed.call(role), WebIdentityToken=token))


def session(account: Account, answer: dict[str, Any]) -> Clients:
    made = answer["Credentials"]
    return account.clients.signed_by(made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])


def test_a_workflow_assumes_the_bootstrap_roles_and_not_the_one_that_makes_resources(deployed: Deployed) -> None:
    main = "repo:example-org/example-repo:ref:refs/heads/main"
    sts = assumed(deployed, "GitHubDeploy", iss=f"https://{GITHUB}", sub=main)("sts")
    roles = {kind: BOOTSTRAP.format(kind, deployed.account.id) for kind in ("deploy", "lookup", "cfn-exec")}
    assert sts.assume_role(**deployed.call(roles["deploy"]))["Credentials"]
    assert sts.assume_role(**deployed.call(roles["lookup"]))["Credentials"]
    assert refused(lambda: sts.assume_role(**deployed.call(roles["cfn-exec"])))
    assert refused(lambda: sts.assume_role(**deployed.call("ReporterByIrsa")))


@pytest.mark.parametrize("role", ["GitHubDeploy", "GitHubDeployById"])
def test_a_deploying_role_has_its_boundary(role: str, deployed: Deployed) -> None:
    boundary = deployed.role(role)["PermissionsBoundary"]["PermissionsBoundaryArn"]
    assert boundary == f"arn:aws:iam::{deployed.account.id}:policy/DeployBoundary"


@dataclass(frozen=True)
class Person:
    """A user of another account who may assume any role, with a device."""

    clients: Clients
    device: dict[str, str]

    @classmethod
    def of(cls, account: str) -> "Person":
        root = Clients(client_environment(account))
        iam, name = root("iam"), f"Person{time.monotonic_ns()}"
        iam.create_user(UserName=name)
        own = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}
        text = json.dumps({"Version": "2012-10-17", "Statement": [own]})
        iam.put_user_policy(UserName=name, PolicyName="Own", PolicyDocument=text)
        serial = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
        codes = {"AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
        iam.enable_mfa_device(UserName=name, SerialNumber=serial, **codes)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        clients = root.signed_by(key["AccessKeyId"], key["SecretAccessKey"])
        return cls(clients, {"SerialNumber": serial, "TokenCode": "123456"})

    def assumes(self, call: dict[str, str], **options: str) -> Any:
        return self.clients("sts").assume_role(**call, **options)


def test_the_auditors_send_the_external_id(deployed: Deployed) -> None:
    auditor, stranger, call = Person.of(FIRM), Person.of("444444444444"), deployed.call("ExternalAuditor")
    assert auditor.assumes(call, ExternalId="example-engagement-2026")
    assert refused(lambda: auditor.assumes(call))
    assert refused(lambda: auditor.assumes(call, ExternalId="another"))
    assert refused(lambda: stranger.assumes(call, ExternalId="example-engagement-2026"))


@pytest.mark.parametrize("role", ["OwnAuditor", "Support", "BreakGlass"])
def test_our_own_people_come_with_a_device(role: str, deployed: Deployed) -> None:
    ours, auditor, call = Person.of(OURS), Person.of(FIRM), deployed.call(role)
    assert ours.assumes(call, **ours.device)
    assert refused(lambda: ours.assumes(call))
    assert refused(lambda: auditor.assumes(call, **auditor.device))


def test_nobody_outside_the_organization_comes_in(deployed: Deployed) -> None:
    """Here every account is an organization of its own, so there is nobody who could."""
    assert refused(lambda: Person.of(OURS).assumes(deployed.call("OrganizationReader")))


def test_the_role_for_emergencies_is_marked_and_short(deployed: Deployed) -> None:
    role = deployed.role("BreakGlass")
    assert {"Key": "iam-stacks:break-glass", "Value": "true"} in role["Tags"]
    assert role["MaxSessionDuration"] == 3600


def test_a_message_in_the_queue_runs_the_function(deployed: Deployed) -> None:
    sqs, logs = deployed.account.clients("sqs"), deployed.account.clients("logs")
    (jobs,) = sqs.list_queues(QueueNamePrefix="SqsWorker-Jobs")["QueueUrls"]
    sqs.send_message(QueueUrl=jobs, MessageBody="example job")
    deadline = time.monotonic() + 20
    while "example job" not in str(logs.filter_log_events(logGroupName="/aws/lambda/Worker")["events"]):
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_the_function_runs_as_the_role(deployed: Deployed) -> None:
    function = deployed.account.clients("lambda").get_function_configuration(FunctionName="Worker")
    assert function["Role"] == deployed.role("Worker")["Arn"]
    assert function["TracingConfig"]["Mode"] == "Active"
    assert len(function["VpcConfig"]["SubnetIds"]) == 2
    assert "Failed" in function["DeadLetterConfig"]["TargetArn"]


def test_the_keys_rotate(deployed: Deployed) -> None:
    kms, sqs = deployed.account.clients("kms"), deployed.account.clients("sqs")
    (jobs,) = sqs.list_queues(QueueNamePrefix="SqsWorker-Jobs")["QueueUrls"]
    of_queue = sqs.get_queue_attributes(QueueUrl=jobs, AttributeNames=["All"])["Attributes"]["KmsMasterKeyId"]
    (group,) = deployed.account.clients("logs").describe_log_groups(logGroupNamePrefix="/aws/lambda/Worker")[
        "logGroups"
    ]
    for key in (of_queue, group["kmsKeyId"]):
        assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] is True


def test_the_pods_get_the_role_by_association(deployed: Deployed) -> None:
    eks = deployed.account.clients("eks")
    (association,) = eks.list_pod_identity_associations(clusterName="example")["associations"]
    wanted = {"clusterName": "example", "associationId": association["associationId"]}
    found = eks.describe_pod_identity_association(**wanted)["association"]
    assert (found["namespace"], found["serviceAccount"]) == ("batch", "reporter")
    assert found["roleArn"] == deployed.role("ReporterByPodIdentity")["Arn"]
