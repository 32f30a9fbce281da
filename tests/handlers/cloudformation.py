"""CloudFormation at the other end: it sends requests as it words them, and takes the answers."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

STACK = "arn:aws:cloudformation:us-east-1:123456789012:stack/Iam/5d4a2c10-0000-4000-8000-000000000000"
CONTEXT = SimpleNamespace(log_stream_name="2026/01/01/[$LATEST]0123")
SIGNATURE = "X-Amz-Signature=not-for-logs"


@dataclass
class CloudFormation:
    """Takes answers at a URL.

    Attributes:
        answers: the body of each that it took.
        headers: the headers of each attempt.
        refusals: the statuses by which it answers the next attempts.
    """

    url: str = ""
    answers: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)

    def request(
        self, kind: str, type: str, *, id: str | None = None, stack: str = STACK, **more: Any
    ) -> dict[str, Any]:
        """Return a request; values that are not text become text."""
        properties = {"ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:F", "ServiceTimeout": 900, **more}
        event: dict[str, Any] = {
            "RequestType": kind,
            "ResourceType": f"Custom::{type}",
            "ResourceProperties": {key: as_text(value) for key, value in properties.items()},
            "ResponseURL": self.url,
            "StackId": stack,
            "RequestId": str(uuid.uuid4()),
            "LogicalResourceId": type,
        }
        return event if id is None else {**event, "PhysicalResourceId": id}

    def resource(self, handler: Callable[[Any, Any], None], type: str, **of_request: str) -> Resource:
        return Resource(self, handler, type, of_request)

    @contextmanager
    def listening(self) -> Iterator[CloudFormation]:
        owner = self

        class Url(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                owner.headers.append(dict(self.headers))
                status = owner.refusals.pop(0) if owner.refusals else 200
                if status == 200:
                    owner.bodies.append(body)
                    owner.answers.append(json.loads(body))
                self.send_response(status)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Url) as server:
            self.url = f"http://127.0.0.1:{server.server_port}/answer?{SIGNATURE}"
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            yield self
            server.shutdown()


@dataclass
class Resource:
    """A custom resource of a stack, from its creation to its end."""

    cloudformation: CloudFormation
    handler: Callable[[Any, Any], None]
    type: str
    of_request: dict[str, str]
    id: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)

    def create(self, **properties: Any) -> dict[str, Any]:
        return self.send(self.request("Create", **properties))

    def update(self, **properties: Any) -> dict[str, Any]:
        return self.send(self.request("Update", **properties))

    def delete(self) -> dict[str, Any]:
        return self.send(self.request("Delete", **self.properties))

    def request(self, kind: str, **properties: Any) -> dict[str, Any]:
        self.properties = properties
        return self.cloudformation.request(kind, self.type, id=self.id, **self.of_request, **properties)

    def send(self, event: dict[str, Any]) -> dict[str, Any]:
        self.handler(event, CONTEXT)
        answer = self.cloudformation.answers[-1]
        assert answer["RequestId"] == event["RequestId"]
        self.id = answer["PhysicalResourceId"]
        return answer


def as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
