"""Readers of AWS Config."""

import json

from emulator.clients import Clients
from emulator.readers.kind import Kind, last_part, listed, yes_or_no
from emulator.resource import Resource
from emulator.tables import Row


def rule(clients: Clients, resource: Resource) -> Row:
    """Read a rule: what it checks, and with which parameters."""
    [found] = clients("config").describe_config_rules(ConfigRuleNames=[resource.physical_id])["ConfigRules"]
    parameters = json.loads(found.get("InputParameters", "{}"))
    said = [f"{name}={value}" for name, value in parameters.items()]
    return found["ConfigRuleName"], found["Source"]["SourceIdentifier"], listed(said), found["ConfigRuleState"]


def recorder(clients: Clients, resource: Resource) -> Row:
    """Read a recorder: its role, and whether it records."""
    config, wanted = clients("config"), {"ConfigurationRecorderNames": [resource.physical_id]}
    [found] = config.describe_configuration_recorders(**wanted)["ConfigurationRecorders"]
    [status] = config.describe_configuration_recorder_status(**wanted)["ConfigurationRecordersStatus"]
    return found["name"], last_part(found["roleARN"]), yes_or_no(status["recording"])


def channel(clients: Clients, resource: Resource) -> Row:
    """Read a delivery channel."""
    [found] = clients("config").describe_delivery_channels(DeliveryChannelNames=[resource.physical_id])[
        "DeliveryChannels"
    ]
    return found["name"], found["s3BucketName"]


KINDS = {
    "AWS::Config::ConfigRule": Kind("rules of Config", ("name", "checks", "parameters", "state"), rule),
    "AWS::Config::ConfigurationRecorder": Kind("recorders", ("name", "role", "records"), recorder),
    "AWS::Config::DeliveryChannel": Kind("delivery channels", ("name", "bucket"), channel),
}
