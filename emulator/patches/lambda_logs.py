"""The log group that a function is given.

MiniStack makes it again when the function writes after it was deleted, so that a deleted stack leaves it behind. On AWS
Lambda writes with the rights of the function's role, which for a group of one's own need not have logs:CreateLogGroup;
what the function still had to say is lost:
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
Delete when a release has it.
"""

from typing import Any

from ministack.services import cloudwatch_logs, lambda_svc


def apply() -> None:
    """Write to a given group only while it is there."""
    write = lambda_svc._emit_lambda_logs

    def write_to_what_is_there(function: dict[str, Any], *arguments: Any, **more: Any) -> None:
        config = function.get("config") or function
        given = (config.get("LoggingConfig") or {}).get("LogGroup")
        if not given or given in cloudwatch_logs._log_groups:
            write(function, *arguments, **more)

    lambda_svc._emit_lambda_logs = write_to_what_is_there
