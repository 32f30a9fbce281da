from collections.abc import Iterator
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient
from moto import mock_aws

from iam_stacks.handlers.custom_resource import retried
from tests.handlers.aws import Aws
from tests.handlers.cloudformation import CloudFormation
from tests.untraced import untraced


@pytest.fixture(autouse=True)
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    """An empty account, and no way to a real one."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with mock_aws():
        between = Aws(BaseClient._make_api_call)
        monkeypatch.setattr(BaseClient, "_make_api_call", untraced(lambda *call: between.answer(*call)))
        monkeypatch.setattr(boto3, "client", cache(boto3.client))  # to make one takes longer than a test
        yield between


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the code under test would have waited."""
    waited: list[float] = []
    assert retried.__kwdefaults__ is not None
    monkeypatch.setitem(retried.__kwdefaults__, "sleep", waited.append)
    return waited


@pytest.fixture
def cloudformation() -> Iterator[CloudFormation]:
    with CloudFormation().listening() as listening:
        yield listening


@pytest.fixture
def iam() -> Any:
    return boto3.client("iam")
