"""CloudTrail's events of IAM and STS, and their way to EventBridge.

MiniStack records such a request without its action, its caller or its answer, and not at all when it is refused; none
reaches EventBridge. On AWS every call is recorded, and a call that changes something becomes an event of us-east-1 if
a trail records it:
https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
Calls that CloudFormation makes itself are not recorded here, and a rule that asks for Get, List and Describe gets none.
Delete when a release has it.
"""

import json
import logging
import time
from typing import Any
from urllib.parse import parse_qsl

from ministack import app
from ministack.core import responses
from ministack.services import cloudtrail, eventbridge

from emulator.patches import cloudtrail_record
from emulator.patches.cloudtrail_identity import identity_of
from emulator.patches.cloudtrail_record import VERSIONS, Request
from emulator.patches.ministack_api import Answer

NOT_DELIVERED = ("Get", "List", "Describe")
UNSIGNED = {"type": "Unknown"}

logger = logging.getLogger("cloudtrail")


def apply() -> None:
    """Write down every request to IAM and STS once it is answered; leave the others to MiniStack."""
    dispatch, record_other = app._dispatch_service_request, app._maybe_record_cloudtrail

    async def dispatch_recorded(
        method: str, path: str, headers: dict[str, str], body: bytes, query: Any, request_id: str
    ) -> Answer:
        request = _request(headers, body, request_id)  # before: a user may delete the key that signs this
        answer: Answer = await dispatch(method, path, headers, body, query, request_id)
        if request:
            _write_down(request, answer, headers)
        return answer

    def record_but_iam(service: str, *arguments: Any) -> None:
        if service not in VERSIONS.values():
            record_other(service, *arguments)

    app._dispatch_service_request, app._maybe_record_cloudtrail = dispatch_recorded, record_but_iam


def _request(headers: dict[str, str], body: bytes, request_id: str) -> Request | None:
    if b"Version=" not in body[:4096] or b"Action=" not in body[:4096]:
        return None
    parameters = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    service = VERSIONS.get(parameters.get("Version", ""))
    if service is None:
        return None
    key_id = app.extract_access_key_id(headers, {})
    identity = identity_of(key_id) if key_id else UNSIGNED
    return Request(service, parameters, identity, request_id) if identity else None


def _write_down(request: Request, answer: Answer, headers: dict[str, str]) -> None:
    try:
        event = cloudtrail_record.record(request, answer, headers)
    except Exception:  # what was asked for has happened: a record that cannot be written does not undo it
        logger.exception("no event of %s:%s", request.service, request.action)
        return
    _keep(request, event)
    if not request.action.startswith(NOT_DELIVERED) and _is_recorded_by_a_trail(request):
        _deliver(request, event)


def _keep(request: Request, event: dict[str, Any]) -> None:
    cloudtrail._get_event_queue().append(
        {
            "EventId": event["eventID"],
            "EventName": request.action,
            "EventSource": event["eventSource"],
            "EventTime": time.time(),
            "Username": event["userIdentity"].get("userName", ""),
            "AccessKeyId": event["userIdentity"].get("accessKeyId", ""),
            "ReadOnly": str(request.is_read).lower(),
            "Resources": [],
            "CloudTrailEvent": json.dumps(event),
        }
    )


def _is_recorded_by_a_trail(request: Request) -> bool:
    trails = cloudtrail._account_trail_items()
    return any(_records(request, home, name, trail) for home, name, trail in trails)


def _records(request: Request, home: str, name: str, trail: dict[str, Any]) -> bool:
    everywhere, global_too = trail["IsMultiRegionTrail"], trail["IncludeGlobalServiceEvents"]
    if not trail["IsLogging"] or not (everywhere or home == request.region):
        return False
    if request.service == "iam" and not (everywhere or global_too):
        return False
    chosen = cloudtrail._event_selectors.get_scoped(responses.get_account_id(), home, name)
    return any(_selects(request, one) for one in chosen or cloudtrail._DEFAULT_EVENT_SELECTORS)


def _selects(request: Request, selector: dict[str, Any]) -> bool:
    kind = "ReadOnly" if request.is_read else "WriteOnly"
    if "FieldSelectors" not in selector:
        return selector["IncludeManagementEvents"] and selector["ReadWriteType"] in ("All", kind)
    wanted = {field["Field"]: field.get("Equals") for field in selector["FieldSelectors"]}
    management = wanted.get("eventCategory") == ["Management"]
    return management and wanted.get("readOnly", [str(request.is_read).lower()]) == [str(request.is_read).lower()]


def _deliver(request: Request, event: dict[str, Any]) -> None:
    entry = {
        "Source": f"aws.{request.service}",
        "DetailType": "AWS API Call via CloudTrail",
        "Detail": json.dumps(event),
    }
    here = responses._request_region.set(request.region)
    try:
        eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
    finally:
        responses._request_region.reset(here)
