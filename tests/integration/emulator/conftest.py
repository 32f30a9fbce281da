"""An account of the emulator that is each smoke test's own."""

import random

import pytest

from emulator import health
from tests.integration.emulator.smoke import Cloud


@pytest.fixture
def cloud() -> Cloud:
    if not health.is_healthy():
        pytest.skip("the emulator is not running: python -m emulator start")
    return Cloud(str(random.randrange(10**11, 10**12)))
