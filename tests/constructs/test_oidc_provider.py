import re
from typing import Any

import pytest
from aws_cdk import App, Aws, Environment, Stack

from iam_stacks import OidcProvider, PolicyError
from tests.constructs.synthesis import only

GITHUB = "https://token.actions.githubusercontent.com"


def test_it_is_the_native_type(stack: Stack) -> None:
    OidcProvider(stack, "GitHub", url=GITHUB, audiences=["sts.amazonaws.com"])
    assert only(stack, "AWS::IAM::OIDCProvider") == {"Url": GITHUB, "ClientIdList": ["sts.amazonaws.com"]}


def test_an_account_has_one_provider_for_each_url(app_of_ones_own: App) -> None:
    first, second = Stack(app_of_ones_own, "First"), Stack(app_of_ones_own, "Second")
    OidcProvider(first, "GitHub", url=GITHUB, audiences=["sts.amazonaws.com"])
    OidcProvider(second, "Other", url="https://idp.example", audiences=["sts.amazonaws.com"])
    with pytest.raises(PolicyError, match="one provider for each URL, and First/GitHub is that of https://token"):
        OidcProvider(second, "GitHub", url=GITHUB, audiences=["other"])


def test_another_account_can_have_one_of_the_same_url(app_of_ones_own: App) -> None:
    accounts = ("111111111111", "222222222222")
    environments = [Environment(account=account, region="eu-central-1") for account in accounts]
    stacks = [Stack(app_of_ones_own, f"In{env.account}", env=env) for env in environments]
    for stack in stacks:
        OidcProvider(stack, "GitHub", url=GITHUB, audiences=["sts.amazonaws.com"])
    assert all(only(stack, "AWS::IAM::OIDCProvider") for stack in stacks)


def test_urls_that_are_known_at_deployment_only_are_not_compared(stack: Stack) -> None:
    for id in "AB":
        OidcProvider(stack, id, url=f"https://{Aws.STACK_NAME}.example", audiences=["a"])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"url": "http://a.example"}, "url 'http://a.example' is not allowed"),
        ({"audiences": []}, "audiences [] is not allowed; give a list of one at least"),
        ({"audiences": "app"}, "audiences 'app' is not allowed; give a list"),
        ({"audiences": ["*"]}, "audiences '*' is not allowed"),
    ],
)
def test_what_iam_would_not_accept_is_refused_at_once(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        OidcProvider(stack, "P", **{"url": GITHUB, "audiences": ["a"], **wrong})
