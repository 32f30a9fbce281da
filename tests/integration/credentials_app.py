"""The app in `apps/credentials.py`, deployed to an account, and what its functions did there."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import ClientError

from tests.integration.conftest import Account

STACK = "Credentials"
PERIOD = 4
"""The grace and the time before deletion in the app, in seconds."""
_FLAGS = {"deploy": ["--require-approval", "never"], "destroy": ["--force"]}
_LEFT = {
    "iam": ("list_users", "Users"),
    "secretsmanager": ("list_secrets", "SecretList"),
    "lambda": ("list_functions", "Functions"),
    "sns": ("list_topics", "Topics"),
    "events": ("list_rules", "Rules"),
    "cloudwatch": ("describe_alarms", "MetricAlarms"),
    "logs": ("describe_log_groups", "logGroups"),
}


@dataclass(frozen=True)
class CredentialsApp:
    """The app in an account.

    Attributes:
        account: the account.
        assemblies: the folder of its variants, as synthesized.
    """

    account: Account
    assemblies: Path

    def run(self, command: str, variant: str) -> tuple[int, str]:
        """Run a command of the CDK CLI for a variant; return its exit code and what it printed."""
        done = self.account.cdk("--app", str(self.assemblies / variant), command, *_FLAGS[command])
        return done.returncode, done.stdout + done.stderr

    def succeed(self, command: str, variant: str) -> str:
        """Run a command that must succeed; return what it printed."""
        code, printed = self.run(command, variant)
        assert code == 0, printed
        return printed

    def left(self) -> dict[str, list[object]]:
        """Return what is left in the account, of each service that has something."""
        found = {name: getattr(self.account.clients(name), call)()[key] for name, (call, key) in _LEFT.items()}
        return {name: things for name, things in found.items() if things}


@dataclass(frozen=True)
class Machine:
    """A user of the app, seen from outside.

    Attributes:
        app: the app.
        name: the user's name.
    """

    app: CredentialsApp
    name: str

    @property
    def secret_name(self) -> str:
        """The name of the secret with the user's key."""
        return f"iam/{self.name}/access-key"

    def secret(self) -> dict[str, str]:
        """Return the current value of the secret."""
        client = self.app.account.clients("secretsmanager")
        value: dict[str, str] = json.loads(client.get_secret_value(SecretId=self.secret_name)["SecretString"])
        return value

    def keys(self) -> dict[str, str]:
        """Return the status of each key of the user, whose quota of two is asserted here."""
        listed = self.app.account.clients("iam").list_access_keys(UserName=self.name)["AccessKeyMetadata"]
        assert len(listed) <= 2
        return {key["AccessKeyId"]: key["Status"] for key in listed}

    def works(self, key: dict[str, str]) -> bool:
        """Tell whether a key is the user's and works."""
        sts = self.app.account.clients.signed_by(key["AccessKeyId"], key["SecretAccessKey"])("sts")
        try:
            return str(sts.get_caller_identity()["Arn"]).endswith(f":user/{self.name}")
        except ClientError:
            return False

    def ask_for_rotation(self) -> None:
        """Have Secrets Manager rotate the secret, as its schedule does."""
        self.app.account.clients("secretsmanager").rotate_secret(SecretId=self.secret_name)

    def rotate(self) -> dict[str, str]:
        """Rotate, and return the new key."""
        old = self.secret()
        self.ask_for_rotation()
        wait_until(lambda: self.secret() != old)
        return self.secret()

    def retire(self) -> None:
        """Run the function as its schedule does each hour."""
        client = self.app.account.clients("lambda")
        (function,) = [each for each in client.list_functions()["Functions"] if "Rotation" in each["FunctionName"]]
        event = {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
        answer = client.invoke(FunctionName=function["FunctionName"], Payload=json.dumps(event).encode())
        assert "FunctionError" not in answer, answer["Payload"].read()


def wait_until(happened: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something has happened, which is an error if it takes too long."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)
