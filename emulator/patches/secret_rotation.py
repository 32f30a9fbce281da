"""Rotation of a secret: RotateSecret, CancelRotateSecret.

MiniStack's RotateSecret copies the current value and calls no function; CancelRotateSecret is not there. On AWS it
makes a version AWSPENDING and has the function create, set, test and finish it; with RotateImmediately false the
function tests a version that is taken away again. While a rotation is not through, the next is an error, and the
first is tried again. A function whose policy does not let Secrets Manager call it is an error too:
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
Nothing rotates by its schedule here, and a step that fails is not tried again by itself.
Delete when a release has it.
"""

import contextvars
import json
import logging
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from ministack.services import lambda_svc, secretsmanager

from emulator.patches.ministack_api import Answer, ApiFunction, Properties, json_answer, json_error

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
PENDING = "AWSPENDING"
SERVICE = "secretsmanager.amazonaws.com"
NO_FUNCTION = "No Lambda rotation function ARN is associated with this secret."
CANNOT_INVOKE = (
    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to "
    f"the principal {SERVICE}."
)
NOT_COMPLETE = "A previous rotation isn't complete. That rotation will be reattempted."

log = logging.getLogger(__name__)


def apply() -> None:
    """Replace the action, and add the other."""
    handle = secretsmanager.handle_request
    secretsmanager._rotate_secret = _rotates(secretsmanager._rotate_secret)
    secretsmanager._describe_secret = _describes(secretsmanager._describe_secret)

    async def handle_cancel(method: str, path: str, headers: Any, body: bytes, query: Any) -> Answer:
        if headers.get("x-amz-target", "").endswith(".CancelRotateSecret"):
            return cancel(json.loads(body))
        answer: Answer = await handle(method, path, headers, body, query)
        return answer

    secretsmanager.handle_request = handle_cancel


def cancel(data: Properties) -> Answer:
    """Turn rotation off; the secret remembers its function, and its rules."""
    answer: Answer = secretsmanager._describe_secret(data)
    _, secret = secretsmanager._resolve(data.get("SecretId"))
    if secret is None:
        return answer
    secret["RotationEnabled"] = False
    return json_answer(ARN=secret["ARN"], Name=secret["Name"])


def _rotates(refuse: ApiFunction) -> ApiFunction:
    def rotate(data: Properties) -> Answer:
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        if not secret or secret.get("DeletedDate") or secretsmanager._is_replica(secret):
            return refuse(data)
        arn = data.get("RotationLambdaARN") or secret.get("RotationLambdaARN")
        if not arn:
            return json_error("InvalidRequestException", NO_FUNCTION)
        function, config, _ = lambda_svc._get_func_record_for_ref(arn)
        if not function or not _may_invoke(function):
            return json_error("AccessDeniedException", CANNOT_INVOKE)
        rules = data.get("RotationRules") or secret.get("RotationRules")
        secret.update(RotationEnabled=True, RotationLambdaARN=arn, RotationRules=rules)
        return _start(secret, lambda_svc._execution_record_for_config(function, config), data)

    return rotate


def _may_invoke(function: Any) -> bool:
    statements = (function.get("policy") or {}).get("Statement", [])
    principals = [statement["Principal"] for statement in statements if statement["Effect"] == "Allow"]
    return any(isinstance(one, dict) and one.get("Service") == SERVICE for one in principals)


def _start(secret: Any, function: Any, data: Properties) -> Answer:
    pending, version = secretsmanager._find_stage_version(secret, PENDING)
    if pending and "AWSCURRENT" not in version["Stages"]:
        _in_background(lambda: _run(secret, function, pending))
        return json_error("InvalidRequestException", NOT_COMPLETE)
    token = data.get("ClientRequestToken") or str(uuid.uuid4())
    secretsmanager._remove_stage_everywhere(secret, PENDING)
    empty = {"SecretString": None, "SecretBinary": None, "CreatedDate": int(time.time()), "Stages": [PENDING]}
    secret["Versions"][token] = empty
    _in_background(lambda: (_run if data.get("RotateImmediately", True) else _try)(secret, function, token))
    return json_answer(ARN=secret["ARN"], Name=secret["Name"], VersionId=token)


def _run(secret: Any, function: Any, token: str) -> None:
    for step in STEPS:
        event = {"Step": step, "SecretId": secret["ARN"], "ClientRequestToken": token}
        result = lambda_svc._execute_function_with_config_scope(function, event)
        if result.get("error"):
            log.error("rotation of %s: %s failed: %s", secret["Name"], step, result.get("body"))
            return
    secret["LastRotatedDate"] = time.time()


def _try(secret: Any, function: Any, token: str) -> None:
    event = {"Step": "testSecret", "SecretId": secret["ARN"], "ClientRequestToken": token}
    lambda_svc._execute_function_with_config_scope(function, event)
    secret["Versions"].pop(token, None)


def _in_background(work: Callable[[], None]) -> None:
    # The function calls back into this server, so nothing may wait for it on the event loop.
    threading.Thread(target=contextvars.copy_context().run, args=(work,), daemon=True).start()


def _describes(describe: ApiFunction) -> ApiFunction:
    def with_date(data: Properties) -> Answer:
        answer = describe(data)
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        if not secret or "LastRotatedDate" not in secret:
            return answer
        return json_answer(**json.loads(answer[2]), LastRotatedDate=secret["LastRotatedDate"])

    return with_date
