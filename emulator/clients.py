"""boto3 clients of the emulator. (boto3 is in the project's environment, for tests and for `show`.)"""

from collections.abc import Mapping
from typing import Any

import boto3


class Clients:
    """One client per service, of one caller: `Clients(client_environment())("iam")`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._made: dict[str, Any] = {}

    def __call__(self, service: str) -> Any:
        """Return the client of a service; make it when it is first asked for."""
        if service not in self._made:
            self._made[service] = boto3.client(
                service,
                aws_access_key_id=self._environment["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=self._environment["AWS_SECRET_ACCESS_KEY"],
                aws_session_token=self._environment.get("AWS_SESSION_TOKEN"),
                region_name=self._environment["AWS_REGION"],
                endpoint_url=self._environment["AWS_ENDPOINT_URL"],
                verify=self._environment["AWS_CA_BUNDLE"],
            )
        return self._made[service]

    def signed_by(self, key_id: str, secret: str, token: str | None = None) -> "Clients":
        """Return the clients of another caller of the same account: the owner of an access key, or a session."""
        credentials = {"AWS_ACCESS_KEY_ID": key_id, "AWS_SECRET_ACCESS_KEY": secret}
        session = {"AWS_SESSION_TOKEN": token} if token else {}
        return Clients({**self._environment, **credentials, **session})
