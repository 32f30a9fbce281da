import re
from typing import Any

import pytest
from aws_cdk import Aws, Stack

from iam_stacks import PolicyError, SamlProvider
from tests.constructs.synthesis import only

METADATA = f"<EntityDescriptor>{'x' * 1000}</EntityDescriptor>"


def test_it_has_the_name_and_the_metadata(stack: Stack) -> None:
    SamlProvider(stack, "Corp", name="Corp", metadata=METADATA)
    assert only(stack, "AWS::IAM::SAMLProvider") == {"Name": "Corp", "SamlMetadataDocument": METADATA}


def test_an_account_has_one_provider_for_each_name(stack: Stack) -> None:
    SamlProvider(stack, "Corp", name="Corp", metadata=METADATA)
    SamlProvider(stack, "Other", name="Other", metadata=METADATA)
    with pytest.raises(PolicyError, match="one provider for each name, and Foreign/Corp is that of Corp"):
        SamlProvider(stack, "Again", name="Corp", metadata=METADATA)


def test_names_that_are_known_at_deployment_only_are_not_compared(stack: Stack) -> None:
    for id in "AB":
        SamlProvider(stack, id, name=Aws.STACK_NAME, metadata=METADATA)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "a b"}, "name 'a b' is not allowed; give 1 to 128 characters: letters, digits and ._-"),
        ({"metadata": "<x/>"}, "metadata of 4 characters is not allowed; give 1,000 to 10,000,000 characters"),
        ({"metadata": "x" * 1000}, "metadata of 1,000 characters is not allowed"),
    ],
)
def test_what_iam_would_not_accept_is_refused_at_once(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        SamlProvider(stack, "P", **{"name": "Corp", "metadata": METADATA, **wrong})
