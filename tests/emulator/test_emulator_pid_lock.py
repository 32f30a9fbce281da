import subprocess
import sys

from emulator.pid_lock import PidLock


def test_a_file_that_nobody_locks_says_that_nothing_runs_whatever_is_in_it(tmp_path):
    path = tmp_path / "run" / "server.pid"
    path.parent.mkdir()
    path.write_text("1")
    with PidLock(path) as lock:
        assert lock.acquire()
        assert lock.read() is None


def test_a_child_keeps_the_lock_for_as_long_as_it_lives(tmp_path):
    path = tmp_path / "server.pid"
    with PidLock(path) as lock:
        assert lock.acquire()
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[lock.descriptor])
        lock.write(child.pid)
    with PidLock(path) as lock:
        assert not lock.acquire()
        assert lock.read() == child.pid
        child.communicate(b"\n")
        assert lock.acquire()
