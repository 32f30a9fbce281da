"""The environment in which boto3, the AWS CLI and the CDK CLI talk to the emulator, and to nothing else."""

import os
import shlex

from emulator.settings import ACCOUNT, CERTIFICATE, ENDPOINT, REGION

# What a shell set up for a real account may carry, and what would win over the variables below.
FOREIGN = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
)


def client_environment(account: str = ACCOUNT) -> dict[str, str]:
    """Return the variables that make a client the root user of `account`, an account made by naming it."""
    return {
        "AWS_ENDPOINT_URL": ENDPOINT,
        "AWS_ACCESS_KEY_ID": account,  # a key id of 12 digits is that account's root user
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CA_BUNDLE": str(CERTIFICATE),
        "NODE_EXTRA_CA_CERTS": str(CERTIFICATE),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "CDK_DISABLE_CLI_TELEMETRY": "true",
    }


def process_environment(account: str = ACCOUNT) -> dict[str, str]:
    """Return this process's environment, turned towards the emulator: the `env` of a subprocess."""
    own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**own, **client_environment(account)}


def as_shell(account: str = ACCOUNT) -> str:
    """Return the same as lines for `eval`."""
    exports = [f"export {name}={shlex.quote(value)}" for name, value in client_environment(account).items()]
    return "\n".join([f"unset {' '.join(FOREIGN)}", *exports])
