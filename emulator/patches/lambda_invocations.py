"""How Lambda is called by others: custom resources, rules, rotation.

MiniStack calls a function for a custom resource, or for a rule of EventBridge, once: what is throttled, or fails, is
lost, and a custom resource then waits until its timeout. On AWS both are asynchronous: an event that is throttled waits
for its turn, one that fails is tried twice more, and then goes to the dead letters. Only a caller who waits for
the answer is told that he is throttled:
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
Delete when a release has it.
"""

import asyncio
import contextvars
import json
import time
from typing import Any

from ministack.services import eventbridge, lambda_svc
from ministack.services.cloudformation import custom_resource

from emulator.patches.ministack_api import Answer

SECONDS_TO_WAIT = 6 * 60 * 60
_told = contextvars.ContextVar("told", default=False)  # the caller waits for the answer, and is told of throttling
_by_custom_resource = contextvars.ContextVar("by_custom_resource", default=False)


def apply() -> None:
    """Have what is throttled wait, and what is asynchronous be tried again."""
    execute, execute_in_scope = lambda_svc._execute_function, lambda_svc._execute_function_with_config_scope
    invoke, invoke_later = lambda_svc._invoke, lambda_svc.invoke_async_with_retry
    invoke_custom_resource, dispatch = custom_resource.invoke_custom_resource, eventbridge._dispatch_to_lambda

    def execute_in_turn(function: Any, event: Any) -> Any:
        until = time.monotonic() + SECONDS_TO_WAIT
        while (result := execute(function, event)).get("throttle") and _can_wait() and time.monotonic() < until:
            time.sleep(0.1)
        return result

    def execute_or_leave(function: Any, event: Any) -> Any:
        if not _by_custom_resource.get():
            return execute_in_scope(function, event)
        invoke_untold(function, event)
        return {}

    async def invoke_told(*arguments: Any, **more: Any) -> Answer:
        mark = _told.set(True)
        try:
            answer: Answer = await invoke(*arguments, **more)
            return answer
        finally:
            _told.reset(mark)

    def invoke_untold(function: Any, event: Any) -> None:
        marks = _told.set(False), _by_custom_resource.set(False)
        invoke_later(function, event)  # in a thread that begins with these
        _told.reset(marks[0])
        _by_custom_resource.reset(marks[1])

    def invoke_for_custom_resource(*arguments: Any, **more: Any) -> Any:
        mark = _by_custom_resource.set(True)
        try:
            return invoke_custom_resource(*arguments, **more)
        finally:
            _by_custom_resource.reset(mark)

    def dispatch_later(arn: str, payload: str) -> None:
        function, config, _ = lambda_svc._get_func_record_for_ref(arn)
        if function and config:
            invoke_untold(lambda_svc._execution_record_for_config(function, config), json.loads(payload))
        else:
            dispatch(arn, payload)

    lambda_svc._execute_function = execute_in_turn
    lambda_svc._execute_function_with_config_scope = execute_or_leave
    lambda_svc._invoke, lambda_svc.invoke_async_with_retry = invoke_told, invoke_untold
    custom_resource.invoke_custom_resource = invoke_for_custom_resource
    eventbridge._dispatch_to_lambda = dispatch_later


def _can_wait() -> bool:
    return not _told.get() and not _is_on_event_loop()


def _is_on_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
