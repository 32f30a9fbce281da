"""CloudFormation types AWS::Config::ConfigRule, AWS::Config::ConfigurationRecorder and AWS::Config::DeliveryChannel.

MiniStack has them in its API of AWS Config, but refuses the types ("Unrecognized resource types"); it takes a rule
where there is no recorder, and more than one recorder and channel. On AWS there is one of each in a Region, a rule
needs the recorder, and CloudFormation starts the recorder once there is a channel:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configrule.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationrecorder.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-deliverychannel.html
https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
Nothing is evaluated here, and no configuration is recorded.
Delete when a release has it.
"""

import json
from collections.abc import Mapping
from typing import Any

from ministack.services import config

from emulator.patches.ministack_api import Answer, Created, Properties, call, json_error, physical_name, register

RULE_PROPERTIES = ("Description", "EvaluationModes", "MaximumExecutionFrequency", "Scope", "Source")


def apply() -> None:
    """Register the types, and refuse a rule without a recorder, and a second recorder or channel."""
    put_rule, put_recorder, put_channel = (
        config._put_config_rule,
        config._put_configuration_recorder,
        config._put_delivery_channel,
    )

    def put_rule_if_recorded(body: Properties) -> Answer:
        if not config._recorders.keys():
            message = "Configuration recorder is not available to put config rule."
            return json_error("NoAvailableConfigurationRecorderException", message)
        answer: Answer = put_rule(body)
        return answer

    def put_one_recorder(body: Properties) -> Answer:
        answer: Answer = _second("ConfigurationRecorder", config._recorders, body) or put_recorder(body)
        return answer

    def put_one_channel(body: Properties) -> Answer:
        answer: Answer = _second("DeliveryChannel", config._delivery_channels, body) or put_channel(body)
        return answer

    config._put_config_rule, config._put_configuration_recorder = put_rule_if_recorded, put_one_recorder
    config._put_delivery_channel = put_one_channel
    register("AWS::Config::ConfigRule", _create_rule, _update_rule, _delete_rule, ("ConfigRuleName",))
    register("AWS::Config::ConfigurationRecorder", _create_recorder, _update_recorder, _delete_recorder, ("Name",))
    register("AWS::Config::DeliveryChannel", _create_channel, _update_channel, _delete_channel, ("Name",))


def _second(kind: str, there: Mapping[str, Any], body: Properties) -> Answer | None:
    names = set(there.keys()) - {body[kind]["name"]}
    message = f"Failed to put '{body[kind]['name']}' because the maximum number is reached: {', '.join(sorted(names))}"
    return json_error(f"MaxNumberOf{kind}sExceededException", message) if names else None


def _create_rule(logical_id: str, properties: Properties, stack: str) -> Created:
    return _update_rule(physical_name(properties, "ConfigRuleName", stack, logical_id, 128), {}, properties, stack)


def _update_rule(name: str, _old: Properties, new: Properties, _stack: str) -> Created:
    own = {key: new[key] for key in RULE_PROPERTIES if key in new}
    parameters = {key: _text(value) for key, value in _mapping(new.get("InputParameters")).items()}
    rule = {"ConfigRuleName": name, "InputParameters": json.dumps(parameters), **own}
    call(config._put_config_rule, {"ConfigRule": rule})
    made = config._config_rules[name]
    return name, {"Arn": made["ConfigRuleArn"], "ConfigRuleId": made["ConfigRuleId"]}


def _delete_rule(name: str, _properties: Properties) -> None:
    call(config._delete_config_rule, {"ConfigRuleName": name}, tolerate=["NoSuchConfigRuleException"])


def _mapping(parameters: Any) -> dict[str, Any]:
    return dict(json.loads(parameters) if isinstance(parameters, str) else parameters or {})


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _create_recorder(logical_id: str, properties: Properties, stack: str) -> Created:
    return _update_recorder(physical_name(properties, "Name", stack, logical_id, 256), {}, properties, stack)


def _update_recorder(name: str, _old: Properties, new: Properties, _stack: str) -> Created:
    group, mode = (_as_api(new.get(key) or {}) for key in ("RecordingGroup", "RecordingMode"))
    recorder = {"name": name, "roleARN": new["RoleARN"], "recordingGroup": group, "recordingMode": mode}
    call(config._put_configuration_recorder, {"ConfigurationRecorder": recorder})
    _start()
    return name, {}


def _delete_recorder(name: str, _properties: Properties) -> None:
    config._recorders.pop(name, None)


def _create_channel(logical_id: str, properties: Properties, stack: str) -> Created:
    return _update_channel(physical_name(properties, "Name", stack, logical_id, 256), {}, properties, stack)


def _update_channel(name: str, _old: Properties, new: Properties, _stack: str) -> Created:
    call(config._put_delivery_channel, {"DeliveryChannel": {**_as_api(new), "name": name}})
    _start()
    return name, {}


def _delete_channel(name: str, _properties: Properties) -> None:
    config._delivery_channels.pop(name, None)


def _start() -> None:
    """Start the recorder if there is a channel."""
    for name in list(config._recorders.keys()) if config._delivery_channels.keys() else []:
        call(config._start_configuration_recorder, {"ConfigurationRecorderName": name})


def _as_api(value: Any) -> Any:
    """Spell names as the API does, with a small first letter, and booleans as such."""
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: _as_api(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_api(item) for item in value]
    return {"true": True, "false": False}.get(value, value)
