import os
import shutil
import socket
import subprocess
import sys

import pytest

from emulator import health, settings


@pytest.fixture
def another():
    """Run the command line for a server on a port of its own, beside the one that runs."""
    if not health.is_healthy():
        pytest.skip("the emulator is not running: python -m emulator start")
    with socket.socket() as probe:
        probe.bind((settings.HOST, 0))
        port = probe.getsockname()[1]

    def run(command):
        return subprocess.run(
            [sys.executable, "-m", "emulator", command],
            cwd=settings.ROOT,
            env={**os.environ, "EMULATOR_PORT": str(port)},
            capture_output=True,
            text=True,
        )

    yield run
    run("stop")
    shutil.rmtree(settings.HOME / f"run-{port}", ignore_errors=True)


def test_start_is_said_once_and_stop_ends_it(another):
    assert "started at" in another("start").stdout
    again = another("start")
    assert (again.returncode, "already running at" in again.stdout) == (0, True)
    assert another("show").stdout == "no resources: nothing is deployed\n"
    assert another("reset").stdout == "emulator: every account is empty\n"
    assert another("stop").stdout == "emulator: stopped\n"
    assert another("stop").stdout == "emulator: none is running\n"
    assert another("reset").returncode == 1


def test_a_server_that_cannot_start_shows_the_end_of_its_log(another, monkeypatch):
    monkeypatch.setenv("EMULATOR_WITHOUT", "no_such_patch")
    done = another("start")
    assert done.returncode == 1
    assert done.stderr.startswith("emulator: the server ended at once; the end of ")
    assert "EMULATOR_WITHOUT names no patch: no_such_patch" in done.stderr
    assert "Traceback" not in done.stderr
