"""The commands of the README as a reader types them, on an emulator of their own."""

import os
import re
import subprocess

import pytest

from tests.integration.conftest import ROOT

PORT = "4577"


def make(target: str) -> str:
    env = {name: value for name, value in os.environ.items() if name != "CDK_VALIDATION"} | {"EMULATOR_PORT": PORT}
    done = subprocess.run(["make", target], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def shown(emulator_runs: None) -> str:
    return make("deploy-local")


@pytest.mark.parametrize(
    "line",
    [
        r"^JohnDoe +/ +Developers +no +1$",
        r"^JaneRoe +/ .*DataReaders +yes +0$",
        r"^RichardRoe +/ +Developers, DataReaders +no +0$",
        r"^Developers +.*JohnDoe, RichardRoe$",
        r"^ +AmazonS3FullAccess$",
        r"^LambdaExecutionRole +lambda.amazonaws.com +AWSLambdaBasicExecut",
        r"^PasswordPolicy +password-policy ",
        r"^RotatedAccessKey +JohnDoe ",
        r"^PartnerAudit +account 999999999999 ",
        r"^GitHubReader +token.actions.github",
        r"^ReadData +/ +v1 +3$",
        r"^The account is running. Talk to it: .* Stop it:  make destroy-local$",
    ],
)
def test_deploy_local_shows_what_exists_and_who_is_trusted(shown: str, line: str) -> None:
    assert re.search(line, shown, re.MULTILINE), shown


def test_a_second_deploy_local_installs_nothing_and_changes_nothing(shown: str) -> None:
    again = make("deploy-local")
    assert "pip install" not in again
    assert "npm ci" not in again
    assert "emulator: already running" in again


def test_destroy_local_stops_the_account(shown: str) -> None:
    assert "emulator: stopped" in make("destroy-local")
