from typing import Any

import pytest
from aws_cdk import App, Stack


@pytest.fixture
def stack(context: dict[str, Any]) -> Stack:
    """A stack of somebody else's app: no iam.yaml, no checks."""
    return Stack(App(context=context), "Foreign")
