"""The server itself: MiniStack with our patches, run by the emulator's own Python.

.emulator/bin/python -m emulator.server
"""

import os
import shutil

from emulator import certificate
from emulator.settings import ACCOUNT, CERTIFICATE, HOST, PORT, PRIVATE_KEY, REGION, SCRATCH


def main() -> None:
    """Serve until killed."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    certificate.issue()
    _configure()
    # Not before: MiniStack reads its environment when it is imported.
    import ministack.app

    from emulator import patches

    # As root it would take port 443 too; one port is enough, and is the one that was asked for.
    ministack.app._port_is_bindable = lambda *_address: False
    patches.apply()
    ministack.app.main()


def _configure() -> None:
    # A key in the environment would be one more root user; a PYTHONPATH would put this project on the path of the
    # Lambda code that the server runs.
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "PYTHONPATH"):
        os.environ.pop(name, None)
    os.environ.update(
        BIND_HOST=HOST,
        GATEWAY_PORT=str(PORT),
        MINISTACK_ACCOUNT_ID=ACCOUNT,
        MINISTACK_REGION=REGION,
        AUTH="true",  # check signatures, and enforce policies
        USE_SSL="1",
        MINISTACK_SSL_CERT=str(CERTIFICATE),
        MINISTACK_SSL_KEY=str(PRIVATE_KEY),
        TMPDIR=str(SCRATCH),
        CLOUDTRAIL_RECORDING="1",
        IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0",
        # Lambda code runs on this machine, and calls back over TLS.
        AWS_CA_BUNDLE=str(CERTIFICATE),
        SSL_CERT_FILE=str(CERTIFICATE),
        NODE_EXTRA_CA_CERTS=str(CERTIFICATE),
    )


if __name__ == "__main__":
    main()
