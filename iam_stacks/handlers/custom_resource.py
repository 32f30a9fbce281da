"""CloudFormation's protocol for custom resources: one request, one answer, sent to the URL of the request."""

from __future__ import annotations

import json
import logging
import time
import traceback
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from botocore.exceptions import ClientError

Event = Mapping[str, Any]
Result = TypeVar("Result")

_LOG = logging.getLogger(__name__)
_LOG.setLevel(logging.INFO)

NOT_CREATED = "(not created)"
"""The physical id of a resource whose creation failed: CloudFormation deletes it, too. No user can have this name."""

_REASON_LENGTH = 1024
"""As JSON: CloudFormation takes 4,096 bytes for the whole answer, of which the ids take up to 3,000."""
_DELAYS = (0.5, 1, 2, 4, 8)
"""How long to wait before each further attempt, in seconds."""
_DENIED = ("AccessDenied", "AccessDeniedException")
_DENIED_DELAYS = (1, 2, 4, 8, 15)
"""IAM is eventually consistent: the policy of a function that has just been made may not have arrived yet."""


class RefusalError(Exception):
    """What a handler cannot do, in words for whoever reads the events of the stack."""


@dataclass(frozen=True)
class Answer:
    """What became of a resource.

    Attributes:
        physical_id: its id. Another than before means that it was replaced, and that the former is to be deleted.
        data: what `Fn::GetAtt` answers.
    """

    physical_id: str
    data: Mapping[str, str] = field(default_factory=dict)


def answered(
    event: Event, context: Any, act: Callable[[Event], Answer], *, id_if_not_created: str = NOT_CREATED
) -> None:
    """Act, and tell CloudFormation how it went. Whatever happens an answer is sent: without one the stack would wait.

    Args:
        event: the request.
        context: Lambda's, whose log stream is named if there is nothing better to say.
        act: makes, changes or deletes the resource. It can be run again after it failed.
        id_if_not_created: the id of a resource whose creation failed. The Delete that CloudFormation then sends is
            acted upon. Default: one whose Delete is answered and does nothing.
    """
    try:
        answer, outcome = _acted(event, act), {"Status": "SUCCESS"}
    except Exception as error:
        answer = Answer(event.get("PhysicalResourceId", id_if_not_created))
        outcome = {"Status": "FAILED", "Reason": _fitting(_reason(error, context))}
        # Where it went wrong, without the values that an error's text might hold.
        _LOG.error("%s", "".join(traceback.format_tb(error.__traceback__)))
    _LOG.info("%s of %s: %s", event["RequestType"], event["LogicalResourceId"], outcome)
    body = {
        **outcome,
        "PhysicalResourceId": answer.physical_id,
        "Data": dict(answer.data),
        **{key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")},
    }
    retried(lambda: _send(event["ResponseURL"], json.dumps(body).encode()), _DELAYS, lambda _: True)


def retried(
    act: Callable[[], Result],
    delays: Sequence[float],
    worth: Callable[[Exception], bool],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Result:
    """Act until it succeeds, fails for a reason that will not pass, or has failed too often.

    Args:
        act: what is to be done.
        delays: how long to wait before each further attempt, in seconds.
        worth: tells whether a failure may pass.
        sleep: waits.
    """
    for delay in delays:
        try:
            return act()
        except Exception as error:
            if not worth(error):
                raise
        sleep(delay)
    return act()


def _acted(event: Event, act: Callable[[Event], Answer]) -> Answer:
    """Act. A Delete keeps the id that it came with, which may be none of ours: CloudFormation makes one up for a
    resource that it gave up before an answer came."""
    if event["RequestType"] != "Delete":
        return retried(lambda: act(event), _DENIED_DELAYS, _is_denied)
    if event["PhysicalResourceId"] != NOT_CREATED:
        retried(lambda: act(event), _DENIED_DELAYS, _is_denied)
    return Answer(event["PhysicalResourceId"])


def _is_denied(error: Exception) -> bool:
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in _DENIED


def _reason(error: Exception, context: Any) -> str:
    """Say what went wrong; of an error that nobody foresaw only its type, since its text might hold anything."""
    if isinstance(error, ClientError):
        said = error.response["Error"]
        return f"{said['Code']}: {said.get('Message', '')}"
    if isinstance(error, RefusalError):
        return str(error)
    return f"{type(error).__name__}: see the log stream {context.log_stream_name}"


def _fitting(reason: str) -> str:
    reason = reason[:_REASON_LENGTH]
    while len(json.dumps(reason)) > _REASON_LENGTH:
        reason = reason[:-1]
    return reason


def _send(url: str, body: bytes) -> None:
    # The URL is signed for a request without a type.
    request = urllib.request.Request(url, data=body, method="PUT", headers={"Content-Type": ""})
    with urllib.request.urlopen(request, timeout=10):
        pass
