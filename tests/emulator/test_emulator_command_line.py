import os
import shutil
import socket
import subprocess
import sys

import pytest

from emulator import __main__ as command_line
from emulator import settings


def run(*arguments, port):
    return subprocess.run(
        [sys.executable, "-m", "emulator", *arguments],
        cwd=settings.ROOT,
        env={**os.environ, "EMULATOR_PORT": str(port)},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def taken_port():
    with socket.socket() as other_program:
        other_program.bind((settings.HOST, 0))
        other_program.listen()
        port = other_program.getsockname()[1]
        yield port
    shutil.rmtree(settings.HOME / f"run-{port}", ignore_errors=True)


def test_a_port_that_another_program_has_is_one_line_and_exit_code_1(taken_port):
    done = run("start", port=taken_port)
    assert done.returncode == 1
    assert done.stderr == (
        f"emulator: port {taken_port} is taken by another program: "
        "stop that, or choose another port with EMULATOR_PORT\n"
    )
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["reset", "show"])
def test_a_server_that_does_not_answer_is_one_line_and_exit_code_1(command):
    done = run(command, port=1)
    assert done.returncode == 1
    assert done.stderr.startswith("emulator: no emulator answers")
    assert len(done.stderr.splitlines()) == 1


def test_stopping_what_does_not_run_is_no_error():
    done = run("stop", port=1)
    assert (done.returncode, done.stdout) == (0, "emulator: none is running\n")


def test_a_port_that_is_no_number_is_refused():
    done = run("stop", port="http")
    assert (done.returncode, done.stderr) == (1, "emulator: EMULATOR_PORT must be a number, not 'http'\n")


def test_the_environment_can_be_of_another_account(capsys):
    assert command_line.main(["env", "--account", "999999999999"]) == 0
    assert "export AWS_ACCESS_KEY_ID=999999999999\n" in capsys.readouterr().out


def test_an_account_has_12_digits(capsys):
    with pytest.raises(SystemExit):
        command_line.main(["env", "--account", "12345"])
    assert "an account has 12 digits" in capsys.readouterr().err


def test_every_command_has_a_line_of_help(capsys):
    with pytest.raises(SystemExit):
        command_line.main(["--help"])
    help_text = capsys.readouterr().out
    assert all(command in help_text for command in ("start", "stop", "reset", "env", "show"))
