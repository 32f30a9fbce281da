"""The few doors into MiniStack's internals that the patches share."""

import json
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar
from urllib.parse import parse_qs

from ministack.core import responses
from ministack.services import iam
from ministack.services.cloudformation import provisioners

Item = TypeVar("Item", str, tuple[str, str])
Properties = dict[str, Any]
Created = tuple[str, dict[str, Any]]  # what Ref answers, and what Fn::GetAtt can ask for
Answer = tuple[int, Any, bytes]  # status, headers, body
ApiFunction = Callable[[dict[str, Any]], Answer]


def call(function: ApiFunction, parameters: dict[str, Any], tolerate: Collection[str] = ()) -> str:
    """Call an API function as a client would; raise the error that it answers, unless its code is tolerated.

    CloudFormation turns whatever a handler raises into CREATE_FAILED and the like, and rolls back.
    """
    status, _headers, body = function(parameters)
    text = body.decode()
    if status >= 400:
        code, message = _error(text)
        if code not in tolerate:
            raise ValueError(f"{message} (Status Code: {status}, Error Code: {code})")
    return text


def _error(text: str) -> tuple[str, str]:
    if text.startswith("{"):
        error = json.loads(text)
        return error.get("__type", ""), error.get("message") or error.get("Message", "")
    return element(text, "Code"), element(text, "Message")


def element(xml: str, name: str) -> str:
    """Return the text of the first element of that name."""
    found = re.search(f"<{name}>(.*?)</{name}>", xml, re.DOTALL)
    return found[1] if found else ""


def json_answer(**content: Any) -> Answer:
    """Return what an action of a JSON API answers."""
    answer: Answer = responses.json_response(content)
    return answer


def json_error(code: str, message: str) -> Answer:
    """Return the error of an action of a JSON API."""
    answer: Answer = responses.error_response_json(code, message, 400)
    return answer


def iam_answer(action: str, result: str = "") -> Answer:
    """Return what an action of the IAM API answers, with the XML of its result."""
    answer: Answer = iam._xml(200, f"{action}Response", result and f"<{action}Result>{result}</{action}Result>")
    return answer


def iam_error(status: int, code: str, message: str) -> Answer:
    """Return the error of an action of the IAM API."""
    answer: Answer = iam._error(status, code, message)
    return answer


def missing(message: str) -> Answer:
    """Return IAM's error for what is not there."""
    return iam_error(404, "NoSuchEntity", message)


def flat(parameters: dict[str, Any]) -> dict[str, str]:
    """Spell lists and structures as the IAM API's query does: Tags.member.1.Key."""
    return dict(provisioners._ec_query(parameters))


def request_parameters(body: bytes, query: Properties) -> Properties:
    """Return the parameters of a request to a query API, wherever they are: in the address, a form, or JSON."""
    text = body.decode(errors="replace")
    return {**query, **(json.loads(text) if text.startswith("{") else parse_qs(text))}


def document_text(document: Any) -> str:
    """Return a policy document, which a template may spell as an object or as text, as the API takes it."""
    return document if isinstance(document, str) else json.dumps(document)


def reconcile(
    old: Iterable[Item] | None, new: Iterable[Item] | None, remove: Callable[[Item], Any], add: Callable[[Item], Any]
) -> None:
    """Remove what only `old` has, and add what only `new` has."""
    before, after = set(old or ()), set(new or ())
    for gone in sorted(before - after):
        remove(gone)
    for come in sorted(after - before):
        add(come)


def physical_name(properties: Properties, key: str, stack: str, logical_id: str, length: int) -> str:
    """Return the name that the template gives, or one made of the stack's and the resource's."""
    return str(properties.get(key) or provisioners._physical_name(stack, logical_id, max_len=length))


def register(
    resource_type: str,
    create: Callable[[str, Properties, str], Created],
    update: Callable[[str, Properties, Properties, str], Created],
    delete: Callable[[str, Properties], None],
    replaced_by: tuple[str, ...] = (),
) -> None:
    """Teach CloudFormation a resource type; a change of a property in `replaced_by` makes a new resource."""
    provisioners._RESOURCE_HANDLERS[resource_type] = {"create": create, "update": update, "delete": delete}
    provisioners._REPLACING_PROPERTIES[resource_type] = replaced_by


def handlers(resource_type: str) -> dict[str, Any]:
    """Return the handlers that a resource type has: "create", "update" and "delete"."""
    found: dict[str, Any] = provisioners._RESOURCE_HANDLERS[resource_type]
    return found


def replace_action(action: str, function: ApiFunction) -> None:
    """Answer an action of the IAM API with another function, to clients and to CloudFormation's handlers alike."""
    function.__name__ = iam._IAM_HANDLERS[action].__name__  # the name under which the handlers find it
    iam._IAM_HANDLERS[action] = function
    setattr(iam, function.__name__, function)


def add_action(action: str, function: ApiFunction) -> None:
    """Answer an action of the IAM API that MiniStack does not have."""
    iam._IAM_HANDLERS[action] = function
