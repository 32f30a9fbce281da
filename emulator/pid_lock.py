"""The file that tells whether a server runs, and which process it is.

A process id alone may be a dead server's, by now another program's. So the server holds a lock on the file for as
long as it lives: no lock, no server, whatever the file says.
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType


class PidLock:
    """An exclusive lock on a file, which a child process can inherit."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)

    def __enter__(self) -> "PidLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.descriptor)  # a child that inherited it still holds the lock

    def acquire(self) -> bool:
        """Take the lock if nobody holds it."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        os.ftruncate(self.descriptor, 0)
        return True

    def write(self, pid: int) -> None:
        """Record whose lock it is."""
        os.pwrite(self.descriptor, str(pid).encode(), 0)

    def read(self) -> int | None:
        """Return the recorded process id; there is none while a server is about to start."""
        text = os.pread(self.descriptor, 32, 0)
        return int(text) if text else None
