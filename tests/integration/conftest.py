"""An emulated account for each test, and the CDK CLI as users run it."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from emulator import health
from emulator.client_env import process_environment
from emulator.clients import Clients

ROOT = Path(__file__).parent.parent.parent
CDK = ROOT / "node_modules/.bin/cdk"
APPS = Path(__file__).parent / "apps"


@dataclass(frozen=True)
class Account:
    """An account that nobody else uses.

    Attributes:
        id: 12 digits, which are also the key id of its root user.
        clients: boto3 clients of its root user.
    """

    id: str
    clients: Clients

    def cdk(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the CDK CLI in the repository; return what it printed, whatever it ends with."""
        return subprocess.run(
            [str(CDK), "--no-notices", *arguments],
            cwd=ROOT,
            env=process_environment(self.id),
            capture_output=True,
            text=True,
            check=False,
        )

    def deploy(self, config: Path, out: Path) -> subprocess.CompletedProcess[str]:
        """Deploy all stacks of a configuration."""
        return self.cdk(
            "deploy", "--all", "--require-approval", "never", "-c", f"config={config}", "--output", str(out)
        )

    def deploy_synthesized(self, assembly: Path, *stacks: str) -> subprocess.CompletedProcess[str]:
        """Deploy some stacks of an assembly, all if none is named."""
        return self.cdk("--app", str(assembly), "deploy", *(stacks or ("--all",)), "--require-approval", "never")

    def users(self) -> set[str]:
        """Return the names of all users."""
        return {user["UserName"] for user in self.clients("iam").list_users()["Users"]}


def synthesized(app: str, folder: Path, variants: Mapping[str, Mapping[str, object]]) -> Path:
    """Synthesize variants of an app into a folder, by the name of each, and return it: CDK starts slowly, and once."""
    subprocess.run([sys.executable, str(APPS / f"{app}.py"), str(folder), json.dumps(variants)], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="session")
def emulator_runs() -> None:
    if not health.is_healthy():
        pytest.skip("the emulator is not running: python -m emulator start")
    if not CDK.exists() or not shutil.which("node"):
        pytest.skip("the CDK CLI is not installed: npm ci")


@pytest.fixture(scope="session")
def new_account(emulator_runs: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Account]:
    """Makes bootstrapped accounts: the first by the CDK CLI, and others as it is, without starting Node again."""
    toolkit: dict[str, Any] = {}

    def make() -> Account:
        id = str(random.randrange(10**11, 10**12))
        account = Account(id, Clients(process_environment(id)))
        if toolkit:
            _create(account, toolkit)
        else:
            _bootstrap(account, tmp_path_factory.mktemp("bootstrap"))
            toolkit.update(_toolkit_of(account))
        return account

    return make


def _bootstrap(account: Account, elsewhere: Path) -> None:
    """Run `cdk bootstrap` where there is no cdk.json, so that nothing is synthesized."""
    env = process_environment(account.id)
    command = [str(CDK), "--no-notices", "bootstrap", f"aws://{account.id}/{env['AWS_REGION']}"]
    subprocess.run(command, cwd=elsewhere, env=env, capture_output=True, check=True)


def _toolkit_of(account: Account) -> dict[str, Any]:
    """Return what `cdk bootstrap` has created, as CreateStack takes it."""
    cloudformation = account.clients("cloudformation")
    (stack,) = cloudformation.describe_stacks(StackName="CDKToolkit")["Stacks"]
    template = cloudformation.get_template(StackName="CDKToolkit")["TemplateBody"]
    return {"TemplateBody": template, **{name: stack[name] for name in ("StackName", "Parameters", "Capabilities")}}


def _create(account: Account, stack: dict[str, Any]) -> None:
    cloudformation = account.clients("cloudformation")
    cloudformation.create_stack(**stack)
    created = cloudformation.get_waiter("stack_create_complete")
    created.wait(StackName=stack["StackName"], WaiterConfig={"Delay": 1, "MaxAttempts": 30})
