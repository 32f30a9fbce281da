from typing import Any

import pytest
from aws_cdk import App, Stack


@pytest.fixture
def app_of_ones_own(context: dict[str, Any]) -> App:
    """Somebody else's app: no iam.yaml, no checks."""
    return App(context=context)


@pytest.fixture
def stack(app_of_ones_own: App) -> Stack:
    """A stack of that app."""
    return Stack(app_of_ones_own, "Foreign")
