"""The versions of a secret, and their staging labels.

MiniStack gives a secret that is made without a value a version all the same; lets PutSecretValue write over a version,
leave a label on two of them, and drop the labels beside AWSCURRENT; answers a version without a value; and lists those
without a label. On AWS a secret can be empty, a version is never changed, each label is on one version only, and the
first version gets AWSCURRENT whatever it is asked to have:
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html
Delete when a release has it.
"""

import json
from typing import Any

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners

from emulator.patches.ministack_api import Answer, ApiFunction, Created, Properties, handlers, json_answer, json_error

VALUES = ("SecretString", "SecretBinary")
CURRENT = "AWSCURRENT"
MAX_LABELS = 20


def apply() -> None:
    """Replace the actions, and have CloudFormation make empty secrets."""
    secretsmanager._create_secret = _creates(secretsmanager._create_secret)
    secretsmanager._update_secret = _updates(secretsmanager._update_secret)
    secretsmanager._put_secret_value = _puts(secretsmanager._put_secret_value)
    secretsmanager._get_secret_value = _gets(secretsmanager._get_secret_value)
    secretsmanager._list_secret_version_ids = _lists(secretsmanager._list_secret_version_ids)
    secret = handlers("AWS::SecretsManager::Secret")
    create, update, value = secret["create"], secret["update"], provisioners._sm_secret_string

    def create_empty(logical_id: str, properties: Properties, stack: str) -> Created:
        physical_id, attributes = create(logical_id, properties, stack)
        _forget_empty(attributes["Arn"])
        return physical_id, attributes

    def update_empty(physical_id: str, old: Properties, new: Properties, stack: str, logical_id: Any = None) -> Created:
        updated, attributes = update(physical_id, old, new, stack, logical_id)
        if updated != physical_id:  # it was replaced
            _forget_empty(attributes["Arn"])
        return updated, attributes

    secret["create"], secret["update"] = create_empty, update_empty
    provisioners._sm_secret_string = lambda properties: value(properties) or None


def _creates(create: ApiFunction) -> ApiFunction:
    def without_value(data: Properties) -> Answer:
        answer = create(data)
        if answer[0] < 400 and _has_none(data):
            _forget_empty(data["Name"])
            return _with(answer, VersionId=None)
        return answer

    return without_value


def _updates(update: ApiFunction) -> ApiFunction:
    # A template that has lost its value says None, which is no new version.
    return lambda data: update({key: value for key, value in data.items() if key not in VALUES or value is not None})


def _puts(put: ApiFunction) -> ApiFunction:
    def put_once(data: Properties) -> Answer:
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        versions = secret["Versions"] if secret else {}
        labels = data.get("VersionStages") or [CURRENT]
        if len(labels) > MAX_LABELS:
            return json_error("InvalidParameterException", f"A version has at most {MAX_LABELS} staging labels.")
        token = str(data.get("ClientRequestToken"))
        made = versions.get(token)
        if made and not _has_none(made):
            if any(made.get(key) != data.get(key) for key in VALUES):
                return json_error("ResourceExistsException", f"The version {token} exists, with another value.")
            return _version(secret, token)
        if all(_has_none(version) for version in versions.values()):
            labels = [*labels, *({CURRENT} - set(labels))]
        answer = put({**data, "VersionStages": labels})
        return answer if answer[0] >= 400 else _labelled(secret, json.loads(answer[2])["VersionId"], labels)

    return put_once


def _labelled(secret: Any, token: str, labels: list[str]) -> Answer:
    for label in labels:
        secretsmanager._remove_stage_everywhere(secret, label, except_version_id=token)
        secretsmanager._add_stage(secret, token, label)
    return _version(secret, token)


def _version(secret: Any, token: str) -> Answer:
    labels = list(secret["Versions"][token]["Stages"])
    return json_answer(ARN=secret["ARN"], Name=secret["Name"], VersionId=token, VersionStages=labels)


def _gets(get: ApiFunction) -> ApiFunction:
    def get_value(data: Properties) -> Answer:
        answer = get(data)
        if answer[0] < 400 and _has_none(json.loads(answer[2])):
            return json_error("ResourceNotFoundException", "Secrets Manager can't find the specified secret value.")
        return answer

    return get_value


def _lists(list_all: ApiFunction) -> ApiFunction:
    def list_labelled(data: Properties) -> Answer:
        answer = list_all(data)
        if answer[0] >= 400 or data.get("IncludeDeprecated"):
            return answer
        versions = json.loads(answer[2])["Versions"]
        return _with(answer, Versions=[version for version in versions if version["VersionStages"]])

    return list_labelled


def _has_none(version: Properties) -> bool:
    return all(version.get(key) is None for key in VALUES)


def _forget_empty(secret_id: str) -> None:
    _, secret = secretsmanager._resolve(secret_id)
    secret["Versions"] = {token: version for token, version in secret["Versions"].items() if not _has_none(version)}


def _with(answer: Answer, **changes: Any) -> Answer:
    changed = {**json.loads(answer[2]), **changes}
    return json_answer(**{key: value for key, value in changed.items() if value is not None})
