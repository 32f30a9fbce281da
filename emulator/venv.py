"""The server's own virtual environment, `.emulator/`."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from emulator.errors import EmulatorError
from emulator.settings import HOME, REQUIREMENTS

STAMP = HOME / "requirements.sha256"
LOG = HOME / "venv.log"


def ensure() -> Path:
    """Return the environment's Python; build the environment if it is missing or its requirements changed."""
    python = HOME / "bin" / "python"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if python.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return python
    print("emulator: building its virtual environment, once ...", flush=True)
    STAMP.unlink(missing_ok=True)
    _run(sys.executable, "-m", "venv", str(HOME))
    _run(str(python), "-m", "pip", "install", "--disable-pip-version-check", "-r", str(REQUIREMENTS))
    STAMP.write_text(wanted)
    return python


def _run(python: str, *arguments: str) -> None:
    with LOG.open("w") as log:
        # Isolated from the variables and the packages of whoever calls: -I for Python's own, PIP_USER for pip's.
        done = subprocess.run([python, "-I", *arguments], env={**os.environ, "PIP_USER": "0"}, stdout=log, stderr=log)
    if done.returncode:
        last_line = LOG.read_text().strip().rpartition("\n")[2]
        raise EmulatorError(f"cannot build the virtual environment: {last_line} (all of it is in {LOG})")
