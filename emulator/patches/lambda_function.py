"""CloudFormation type AWS::Lambda::Function: the properties that MiniStack drops.

MiniStack makes the function without its key, its network, its dead-letter queue and its reserved concurrency, in
silence; its API has them all. On AWS they are set:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
Delete when a release has it.
"""

from typing import Any

from ministack.services import lambda_svc

from emulator.patches.ministack_api import Answer, Created, Properties, call, handlers


def apply() -> None:
    """Follow MiniStack's create and update with what they leave out."""
    function = handlers("AWS::Lambda::Function")
    create, update = function["create"], function["update"]

    def full_create(logical_id: str, properties: Properties, stack: str) -> Created:
        name, attributes = create(logical_id, properties, stack)
        _complete(name, properties)
        return name, attributes

    def full_update(name: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None) -> Any:
        answer = update(name, old, new, stack, logical_id)
        _complete(answer[0], new)
        return answer

    function.update(create=full_create, update=full_update)


def _complete(name: str, properties: Properties) -> None:
    # Written to the record: UpdateFunctionConfiguration would leave a new function Pending for a while.
    lambda_svc._functions[name]["config"].update(
        KMSKeyArn=properties.get("KmsKeyArn", ""),
        VpcConfig=lambda_svc._vpc_config_with_id(properties.get("VpcConfig")),
        DeadLetterConfig=properties.get("DeadLetterConfig", {}),
    )
    call(lambda parameters: _reserve(name, parameters), properties)


def _reserve(name: str, properties: Properties) -> Answer:
    reserved = properties.get("ReservedConcurrentExecutions")
    if reserved is None:
        answer: Answer = lambda_svc._delete_function_concurrency(name)
    else:
        answer = lambda_svc._put_function_concurrency(name, {"ReservedConcurrentExecutions": int(reserved)})
    return answer
