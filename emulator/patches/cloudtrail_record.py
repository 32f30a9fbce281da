"""What CloudTrail records of a request to IAM or STS. No patch: `cloudtrail_events` writes it.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
"""

import functools
import time
import uuid
from dataclasses import dataclass
from typing import Any

import botocore.model
import botocore.parsers
import botocore.session
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region

from emulator.patches.cloudtrail_identity import as_time
from emulator.patches.ministack_api import Answer, element

VERSIONS = {"2010-05-08": "iam", "2011-06-15": "sts"}  # of their query APIs
SECRETS = {"password", "newPassword", "oldPassword", "secretAccessKey", "sessionToken", "webIdentityToken"} | {
    "base32StringSeed",
    "qRCodePNG",
    "sAMLAssertion",
    "tokenCode",
    "authenticationCode1",
    "authenticationCode2",
}
READS = ("Get", "List", "Describe", "Simulate")


@dataclass(frozen=True)
class Request:
    """A request to IAM or STS.

    Attributes:
        service: "iam" or "sts".
        parameters: as the query has them.
        identity: who signed it, as CloudTrail says it.
        id: the request's.
    """

    service: str
    parameters: dict[str, str]
    identity: dict[str, Any]
    id: str

    @property
    def action(self) -> str:
        """Return what is asked for."""
        return self.parameters["Action"]

    @property
    def region(self) -> str:
        """Return where it is recorded: IAM is global, and has one home."""
        return "us-east-1" if self.service == "iam" else str(get_region())

    @property
    def is_read(self) -> bool:
        """Tell whether nothing changes: no action of STS changes anything."""
        return self.service == "sts" or self.action.startswith(READS)


def record(request: Request, answer: Answer, headers: dict[str, str]) -> dict[str, Any]:
    """Return the event of a request that was answered."""
    status, _, body = answer
    text = bytes(body).decode(errors="replace")
    return {
        "eventVersion": "1.11",
        "userIdentity": request.identity,
        "eventTime": as_time(time.time()),
        "eventSource": f"{request.service}.amazonaws.com",
        "eventName": request.action,
        "awsRegion": request.region,
        "sourceIPAddress": iam_evaluator._request_origin.get()[0],
        "userAgent": headers.get("user-agent", ""),
        **(error := _error(request, text) if status >= 400 else {}),
        # What a caller may not do is not said in detail: of these IAM records no parameters.
        "requestParameters": None if error.get("errorCode") == "AccessDenied" else _asked(request),
        "responseElements": None if status >= 400 else _answered(request, answer),
        "requestID": request.id,
        "eventID": str(uuid.uuid4()),
        "readOnly": request.is_read,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": get_account_id(),
        "eventCategory": "Management",
    }


def _error(request: Request, text: str) -> dict[str, str]:
    """Return the error, by the name that its exception has: IAM answers NoSuchEntity for NoSuchEntityException."""
    code = element(text, "Code")
    operation = _operation(request)
    shapes = operation.error_shapes if operation else []
    named = {shape.error_code: shape.name for shape in shapes}
    return {"errorCode": named.get(code, code), "errorMessage": element(text, "Message")}


def _asked(request: Request) -> Any:
    operation = _operation(request)
    if operation is None or operation.input_shape is None:
        return None
    return _as_recorded(_read(operation.input_shape, request.parameters, "")) or None


def _answered(request: Request, answer: Answer) -> Any:
    operation = _operation(request)
    if operation is None or operation.output_shape is None or request.action.startswith(READS):
        return None
    status, headers, body = answer
    parsed = _parser().parse({"status_code": status, "headers": headers, "body": body}, operation.output_shape)
    parsed.pop("ResponseMetadata", None)
    return _as_recorded(parsed) or None


def _operation(request: Request) -> botocore.model.OperationModel | None:
    model = _model(request.service)
    return model.operation_model(request.action) if request.action in model.operation_names else None


@functools.cache
def _model(service: str) -> botocore.model.ServiceModel:
    return botocore.session.get_session().get_service_model(service)


@functools.cache
def _parser() -> Any:
    return botocore.parsers.create_parser("query")


def _read(shape: botocore.model.Shape, parameters: dict[str, str], at: str) -> Any:
    """Return what a query says from a name on: Tags.member.1.Key."""
    if isinstance(shape, botocore.model.StructureShape):
        prefix = f"{at}." if at else ""
        members = {name: _read(member, parameters, f"{prefix}{name}") for name, member in shape.members.items()}
        return {name: value for name, value in members.items() if value not in (None, {}, [])}
    if isinstance(shape, botocore.model.ListShape):
        counted = range(1, 1 + sum(name.startswith(f"{at}.member.") for name in parameters))
        return [value for number in counted if (value := _read(shape.member, parameters, f"{at}.member.{number}"))]
    return _scalar(shape.type_name, parameters[at]) if at in parameters else None


def _scalar(type_name: str, text: str) -> Any:
    if type_name == "boolean":
        return text == "true"
    return int(text) if type_name == "integer" and text.isdecimal() else text


def _as_recorded(value: Any) -> Any:
    """Spell names as CloudTrail does, with a small first letter, and leave secrets out."""
    if isinstance(value, dict):
        spelt = {name[0].lower() + name[1:]: item for name, item in value.items()}
        return {name: _as_recorded(item) for name, item in spelt.items() if name not in SECRETS}
    if isinstance(value, list):
        return [_as_recorded(item) for item in value]
    return value if isinstance(value, (str, int, float)) else value.strftime("%b %-d, %Y %-I:%M:%S %p")
