import json

import pytest
from aws_cdk import App, Stack
from aws_cdk import aws_kms as kms

from iam_stacks.constructs.console_password import PASSWORD_LENGTH, ConsolePassword
from tests.constructs.findings import expected, reported
from tests.constructs.synthesis import only


@pytest.fixture
def key(stack: Stack) -> kms.Key:
    return kms.Key(stack, "Key", enable_key_rotation=True)


@pytest.mark.parametrize(("minimum", "length"), [(0, PASSWORD_LENGTH), (14, PASSWORD_LENGTH), (128, 128)])
def test_it_has_as_many_characters_as_the_account_asks_for(
    stack: Stack, key: kms.Key, minimum: int, length: int
) -> None:
    ConsolePassword(stack, "P", encryption_key=key, minimum_length=minimum)
    assert only(stack, "AWS::SecretsManager::Secret")["GenerateSecretString"]["PasswordLength"] == length


def test_the_template_refers_to_it_and_does_not_have_it(stack: Stack, key: kms.Key) -> None:
    password = ConsolePassword(stack, "P", encryption_key=key, user_name="JaneRoe")
    generated = only(stack, "AWS::SecretsManager::Secret")["GenerateSecretString"]
    assert json.loads(generated["SecretStringTemplate"]) == {"UserName": "JaneRoe"}
    assert "{{resolve:secretsmanager:" in json.dumps(stack.resolve(password.reference))


def test_its_findings_are_those_of_a_secret_that_must_not_rotate(
    app_of_ones_own: App, stack: Stack, key: kms.Key
) -> None:
    password = ConsolePassword(stack, "P", encryption_key=key)
    assert {each.rule for each in password.expected_findings} == {"SMG4", "SecretsManagerRotationEnabled"}
    assert reported(app_of_ones_own, password) == expected(password)
