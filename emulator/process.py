"""The server's process: start it, and stop it."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable

from emulator import health, venv
from emulator.errors import EmulatorError
from emulator.pid_lock import PidLock
from emulator.settings import LOG, PID_FILE, PORT, ROOT

SECONDS_TO_START = 60
SECONDS_TO_STOP = 10
LINES_OF_LOG = 15


def start() -> bool:
    """Start the server and wait until it answers; return False if it runs already."""
    with PidLock(PID_FILE) as lock:
        if not lock.acquire():
            _wait_for(health.is_healthy, SECONDS_TO_START, f"the server runs, but does not answer; see {LOG}")
            return False
        if health.port_is_taken():
            raise EmulatorError(
                f"port {PORT} is taken by another program: stop that, or choose another port with EMULATOR_PORT"
            )
        server = _launch(lock)
    try:
        _wait_for(lambda: _answers(server), SECONDS_TO_START, f"the server does not answer; see {LOG}")
    except EmulatorError:
        _kill_group(server.pid)
        raise
    return True


def stop() -> bool:
    """Kill the server and whatever it started; return False if none runs."""
    if not PID_FILE.exists():
        return False
    with PidLock(PID_FILE) as lock:
        runs = not lock.acquire()
        if runs:
            pid = lock.read()
            if pid is None:
                raise EmulatorError("the emulator is about to start: stop it when it has")
            _kill_group(pid)
            _wait_for(lock.acquire, SECONDS_TO_STOP, f"the server does not end (process {pid})")
        PID_FILE.unlink(missing_ok=True)
        return runs


def _launch(lock: PidLock) -> "subprocess.Popen[bytes]":
    python = venv.ensure()
    with LOG.open("wb") as log:
        server = subprocess.Popen(
            [str(python), "-m", "emulator.server"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a process group of its own, which `stop` can kill as a whole
            pass_fds=[lock.descriptor],
        )
    lock.write(server.pid)
    return server


def _answers(server: "subprocess.Popen[bytes]") -> bool:
    if server.poll() is not None:
        end_of_log = "\n".join(LOG.read_text(errors="replace").splitlines()[-LINES_OF_LOG:])
        raise EmulatorError(f"the server ended at once; the end of {LOG}:\n{end_of_log}")
    return health.is_healthy()


def _kill_group(leader: int) -> None:
    # SIGKILL: on SIGTERM the server waits for its Lambda workers, for ever.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _wait_for(condition: Callable[[], bool], seconds: float, otherwise: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise EmulatorError(otherwise)
        time.sleep(0.1)
