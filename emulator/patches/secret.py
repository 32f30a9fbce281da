"""CloudFormation type AWS::SecretsManager::Secret: its Ref, its generated value, and a name that is taken.

MiniStack answers Ref with the secret's name, so that a policy whose Resource is a Ref grants nothing; of
GenerateSecretString it reads the length and ExcludeCharacters only; and it overwrites a secret of the same name. On AWS
Ref is the ARN, the value follows all of GetRandomPassword's rules, and the create fails:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
Delete when a release has it.
"""

import json
from typing import Any

from ministack.services import secretsmanager
from ministack.services.cloudformation import drift, provisioners

from emulator.patches.ministack_api import Created, Properties, call, handlers

TYPE = "AWS::SecretsManager::Secret"
NOT_FOR_PASSWORD = ("SecretStringTemplate", "GenerateStringKey")


def apply() -> None:
    """Wrap the handlers, which know a secret by its name, in ones that know it by its ARN."""
    provisioners._sm_secret_string = _secret_string
    secret = handlers(TYPE)
    create, update, delete = secret["create"], secret["update"], secret["delete"]
    read, compared = drift._DRIFT_READERS[TYPE]

    def create_by_arn(logical_id: str, properties: Properties, stack: str) -> Created:
        if properties.get("Name") in secretsmanager._secrets:
            raise ValueError(f"The operation failed because the secret {properties['Name']} already exists.")
        return _by_arn(create(logical_id, properties, stack))

    def update_by_arn(arn: str, old: Properties, new: Properties, stack: str, logical_id: str | None = None) -> Created:
        return _by_arn(update(_name(arn), old, new, stack, logical_id))

    def delete_by_arn(arn: str, properties: Properties) -> None:
        delete(_name(arn), properties)

    secret.update(create=create_by_arn, update=update_by_arn, delete=delete_by_arn)
    drift._DRIFT_READERS[TYPE] = (lambda arn, properties: read(_name(arn), properties), compared)


def _by_arn(created: Created) -> Created:
    _, attributes = created
    return attributes["Arn"], attributes


def _name(arn: str) -> str:
    name, _ = secretsmanager._resolve(arn)
    return str(name or arn)


def _secret_string(properties: Properties) -> Any:
    rules = properties.get("GenerateSecretString")
    if not rules:
        return properties.get("SecretString", "")
    wanted = {key: _typed(key, value) for key, value in rules.items() if key not in NOT_FOR_PASSWORD}
    password = json.loads(call(secretsmanager._get_random_password, wanted))["RandomPassword"]
    if "SecretStringTemplate" not in rules:
        return password
    return json.dumps({**json.loads(rules["SecretStringTemplate"]), rules["GenerateStringKey"]: password})


def _typed(rule: str, value: Any) -> Any:
    """Return the number or the boolean of a rule, which a template may spell as a string."""
    return json.loads(value) if isinstance(value, str) and rule != "ExcludeCharacters" else value
