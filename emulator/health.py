"""Requests to the server itself, rather than to one of its AWS services."""

import socket
import ssl
import urllib.request

from emulator.errors import EmulatorError
from emulator.settings import CERTIFICATE, ENDPOINT, HOST, PORT


def is_healthy() -> bool:
    """Whether our server answers: ours, because it shows the certificate of this working tree."""
    try:
        _request("GET", "/_ministack/health")
    except (OSError, ssl.SSLError):
        return False
    return True


def wipe() -> None:
    """Empty every account."""
    try:
        _request("POST", "/_ministack/reset")
    except (OSError, ssl.SSLError) as error:
        raise EmulatorError(f"no emulator answers at {ENDPOINT}: start it with `python -m emulator start`") from error


def port_is_taken() -> bool:
    """Whether anything at all listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, PORT)) == 0


def _request(method: str, path: str) -> None:
    context = ssl.create_default_context(cafile=str(CERTIFICATE))
    # No proxy: the request is for this machine, whatever the environment says.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
    with opener.open(urllib.request.Request(ENDPOINT + path, method=method), timeout=10):
        pass
