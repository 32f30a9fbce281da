"""Where the emulator lives: its address, and the folders that it writes to."""

import os
from pathlib import Path

DEFAULT_PORT = 4566


def _port() -> int:
    text = os.environ.get("EMULATOR_PORT", str(DEFAULT_PORT))
    if not text.isdecimal():
        raise SystemExit(f"emulator: EMULATOR_PORT must be a number, not {text!r}")
    return int(text)


PORT = _port()
HOST = "127.0.0.1"  # never another interface: anybody who reaches the server is an administrator of it
ENDPOINT = f"https://localhost:{PORT}"

REGION = "us-east-1"
ACCOUNT = "123456789012"

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".emulator"
REQUIREMENTS = ROOT / "emulator" / "requirements.txt"

# A second emulator on another port keeps its files apart from the first one's.
RUN = HOME / ("run" if PORT == DEFAULT_PORT else f"run-{PORT}")
LOG = RUN / "server.log"
SCRATCH = RUN / "tmp"
PID_FILE = RUN / "server.pid"
CERTIFICATE = RUN / "server.crt"
PRIVATE_KEY = RUN / "server.key"
