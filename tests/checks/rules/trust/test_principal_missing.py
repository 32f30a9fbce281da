"""Principals that are not there, or nearly called as others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from iam_stacks.account.load import load
from iam_stacks.checks.examination import Examination
from iam_stacks.policy.kind import TRUST
from tests.checks.conftest import Examine
from tests.checks.rules.trust.statements import GITHUB, OTHER, PARAMETER, SAML, WEB, trust
from tests.checks.samples import role

RULE, MISSPELT = "trust-principal-missing", "trust-service-misspelt"
HERE = "arn:aws:iam::123456789012:"
EXISTING: dict[str, Any] = {
    "U": {"Type": "AWS::IAM::User", "Properties": {"UserName": "JohnDoe", "Path": "/staff/"}},
    "D": {
        "Type": "AWS::IAM::Role",
        "Properties": {"RoleName": "Deployer", "Path": "/ci/"} | role(trust({"AWS": OTHER}))["R"]["Properties"],
    },
    "N": {"Type": "AWS::IAM::User"},
}

PROVIDERS: dict[str, Any] = {
    "O": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": f"https://{GITHUB}"}},
    "S": {"Type": "AWS::IAM::SAMLProvider", "Properties": {"Name": "Staff", "SamlMetadataDocument": "a"}},
    "K": {"Type": "AWS::IAM::AccessKey", "Properties": {"UserName": "a"}},
}


@pytest.mark.parametrize(
    ("principal", "entity", "hint"),
    [
        (f"{HERE}user/JaneRoe", "user/JaneRoe", ""),
        ([f"{HERE}user/staff/JohnDoe", f"{HERE}user/STAFF/JOHNDOE"], "user/STAFF/JOHNDOE", "user/staff/JohnDoe"),
        (f"{HERE}role/ci/Deploier", "role/ci/Deploier", "role/ci/Deployer"),
        (f"{HERE}role/Deployer", "role/Deployer", "role/ci/Deployer"),
        ({"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/x/Other"}, "role/x/Other", ""),
        ("arn:aws:sts::123456789012:assumed-role/Other/session", "role/Other", ""),
    ],
)
def test_a_principal_of_the_account_is_not_there(examine: Examine, principal: Any, entity: str, hint: str) -> None:
    (found,) = examine(EXISTING | role(trust({"AWS": principal})), RULE)
    assert (found.severity, found.qualified_rule) == ("warning", f"{RULE}[trust.T {entity}]")
    assert found.message == f"{entity} is not there{f'; did you mean {hint}?' if hint else ''}"


@pytest.mark.parametrize("given", [{"account": None}, {}])
def test_the_account_may_be_known_at_deployment_only(examine: Examine, given: dict[str, Any]) -> None:
    statement = trust({"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/Other"}})
    assert len(examine(EXISTING | role(statement), RULE, given=given)) == 1


@pytest.mark.parametrize(
    ("principal", "name"),
    [
        (f"{HERE}oidc-provider/token.action.githubusercontent.com", "oidc-provider/token.action.githubusercontent.com"),
        ({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:saml-provider/staff"}, "saml-provider/staff"),
    ],
)
def test_a_provider_is_nearly_called_as_one_that_is_there(examine: Examine, principal: Any, name: str) -> None:
    (found,) = examine(PROVIDERS | role(trust({"Federated": [principal]}, [WEB, SAML])), RULE)
    assert found.message.startswith(f"{name} is not there; did you mean ")


@pytest.mark.parametrize("text", ["AIDAEXAMPLEEXAMPLE123", "AROAEXAMPLEEXAMPLE123"])
def test_one_that_was_deleted_is_not_there(examine: Examine, text: str) -> None:
    (found,) = examine(role(trust({"AWS": text})), RULE)
    assert found.message == f"{text} is not there any more, since it was deleted"


@pytest.mark.parametrize(
    "principal",
    [
        f"{HERE}user/staff/JohnDoe",
        f"{HERE}role/ci/Deployer",
        "arn:aws:sts::123456789012:assumed-role/Deployer/session",
        {"Fn::GetAtt": ["N", "Arn"]},
        {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/${P}"},
        {"Ref": "P"},
        f"{HERE}root",
        "123456789012",
        f"{HERE}role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
        f"{HERE}role/cdk-hnb659fds-deploy-role-123456789012-eu-west-1",
        f"{HERE}role/a*",
        "arn:aws:sts::123456789012:federated-user/a",
        "arn:aws:sts::123456789012:assumed-role/cdk-hnb659fds-deploy-role-123456789012-eu-west-1/s",
        f"arn:aws:iam::{OTHER}:role/Other",
    ],
)
def test_one_that_is_there_or_is_not_looked_for_is_none(examine: Examine, principal: Any) -> None:
    assert examine(EXISTING | role(trust({"AWS": principal})), RULE, sections=PARAMETER) == []


@pytest.mark.parametrize(
    "principal",
    [
        f"{HERE}oidc-provider/{GITHUB}",
        {"Ref": "O"},
        {"Fn::GetAtt": ["S", "Arn"]},
        f"{HERE}oidc-provider/gitlab.com",
        f"{HERE}saml-provider/Partners",
        "cognito-identity.amazonaws.com",
    ],
)
def test_a_provider_may_be_made_elsewhere(examine: Examine, principal: Any) -> None:
    assert examine(PROVIDERS | role(trust({"Federated": principal}, [WEB, SAML])), RULE) == []


def test_of_a_document_alone_nobody_is_looked_for(tmp_path: Path) -> None:
    file = tmp_path / "trust.json"
    file.write_text(
        f'{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Principal": {{"AWS": "{HERE}role/a"}}, '
        '"Action": "sts:AssumeRole"}}',
        encoding="utf-8",
    )
    account = load([file], account="123456789012", region="eu-west-1", documents=TRUST)
    assert [each for each in Examination().of(account) if each.rule.id == RULE] == []


def test_a_tag_alone_names_nobody_who_must_be_there(examine: Examine) -> None:
    assert examine(role(trust({"AWS": f"{HERE}role/a"}, "sts:TagSession")), RULE) == []


@pytest.mark.parametrize(
    ("service", "meant"),
    [
        ("lamda.amazonaws.com", "lambda.amazonaws.com"),
        (["ec2.amazonaws.com", "ECS-task.amazonaws.com"], "ecs-tasks.amazonaws.com"),
        ({"Fn::Sub": "event.amazonaws.com"}, "events.amazonaws.com"),
        ({"Fn::Join": ["", ["codebild", ".amazonaws.com"]]}, "codebuild.amazonaws.com"),
        ({"Fn::Sub": "lamda.${AWS::URLSuffix}"}, "lambda.amazonaws.com"),
        ("lambda", "lambda.amazonaws.com"),
    ],
)
def test_a_service_is_nearly_called_as_another(examine: Examine, service: Any, meant: str) -> None:
    (found,) = examine(role(trust({"Service": service})), MISSPELT)
    assert found.severity == "warning"
    assert found.message.endswith(f", but {meant}")


@pytest.mark.parametrize(
    "service",
    [
        "lambda.amazonaws.com",
        "Lambda.amazonaws.com",
        "lambda.eu-west-1.amazonaws.com",
        "ec2.amazonaws.com.cn",
        "edgelambda.amazonaws.com",
        "macie.amazonaws.com",
        "rdsdata.amazonaws.com",
        "application-insights.amazonaws.com",
        "ecs.application-autoscaling.amazonaws.com",
        "lamda.example.com",
        "lamd?.amazonaws.com",
        {"Ref": "P"},
    ],
)
def test_a_name_that_may_be_right_is_none(examine: Examine, service: Any) -> None:
    assert examine(role(trust({"Service": service})), MISSPELT, sections=PARAMETER) == []


def test_a_service_that_cannot_assume_is_not_looked_at(examine: Examine) -> None:
    assert examine(role(trust({"Service": "lamda.amazonaws.com"}, "sts:TagSession")), MISSPELT) == []
