import re
from typing import Any

import pytest
from aws_cdk import App, Aws, Environment, Stack, Stage

from iam_stacks import OidcProvider, PolicyError
from iam_stacks.policy.trust.issuers import BUILT_IN
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


def test_stages_whose_accounts_are_not_known_may_be_in_different_ones(app_of_ones_own: App) -> None:
    stacks = [Stack(Stage(app_of_ones_own, name), "S") for name in ("Dev", "Prod")]
    for stack in [Stack(app_of_ones_own, "S"), *stacks]:
        OidcProvider(stack, "GitHub", url=GITHUB, audiences=["a"])
    with pytest.raises(PolicyError, match="Dev/S/GitHub is that of https://token"):
        OidcProvider(Stack(stacks[0].node.scope, "Second"), "GitHub", url=GITHUB, audiences=["a"])


def test_stages_of_one_known_account_have_one_provider_for_each_url(app_of_ones_own: App) -> None:
    env = Environment(account="111111111111", region="eu-central-1")
    dev, prod = (Stack(Stage(app_of_ones_own, name, env=env), "S") for name in ("Dev", "Prod"))
    OidcProvider(dev, "GitHub", url=GITHUB, audiences=["a"])
    with pytest.raises(PolicyError, match="Dev/S/GitHub is that of https://token"):
        OidcProvider(prod, "GitHub", url=GITHUB, audiences=["a"])


def test_a_host_is_the_same_in_capitals_and_a_path_is_not(stack: Stack) -> None:
    OidcProvider(stack, "First", url="https://gitlab.example.com/a", audiences=["a"])
    OidcProvider(stack, "Path", url="https://gitlab.example.com/A", audiences=["a"])
    with pytest.raises(PolicyError, match=r"Foreign/First is that of https://gitlab\.example\.com/a; use it"):
        OidcProvider(stack, "Host", url="https://GitLab.example.com/a", audiences=["a"])


def test_the_url_is_registered_as_it_is_given(stack: Stack) -> None:
    OidcProvider(stack, "P", url="https://GitLab.example.com/A", audiences=["a"])
    assert only(stack, "AWS::IAM::OIDCProvider")["Url"] == "https://GitLab.example.com/A"


@pytest.mark.parametrize("name", [*BUILT_IN, "Accounts.Google.com"])
def test_an_issuer_that_aws_knows_needs_no_provider(stack: Stack, name: str) -> None:
    hint = BUILT_IN[name.lower()]
    message = f"url 'https://{name}' needs no provider in the account: AWS knows it; {hint}"
    with pytest.raises(PolicyError, match=re.escape(message)):
        OidcProvider(stack, "P", url=f"https://{name}", audiences=["a"])


def test_urls_that_are_known_at_deployment_only_are_not_compared(stack: Stack) -> None:
    url = f"https://{Aws.STACK_NAME}.example"
    for id in "AB":
        assert OidcProvider(stack, id, url=url, audiences=["a"]).account_key == url


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
