import json

import pytest

from tests.integration.emulator.smoke import Cloud, document, refused, web_identity_token

GITHUB = "token.actions.githubusercontent.com"


def role(cloud, host, **claims):
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::{cloud.account}:oidc-provider/{host}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {f"{host}:{name}": value for name, value in claims.items()}},
    }
    text = json.dumps(document(statement))
    return cloud.client("iam").create_role(RoleName="Deploy", AssumeRolePolicyDocument=text)["Role"]["Arn"]


@pytest.mark.parametrize(("host", "claim"), [(GITHUB, "repository_id"), ("gitlab.com", "project_id")])
def test_a_claim_of_the_provider_is_compared(cloud: Cloud, host, claim):
    call = {"RoleArn": role(cloud, host, sub="subject", **{claim: "123"}), "RoleSessionName": "test"}
    sts, token = cloud.client("sts"), {"iss": f"https://{host}", "sub": "subject", claim: "123"}
    assert sts.assume_role_with_web_identity(**call, WebIdentityToken=web_identity_token(**token))["Credentials"]
    for wrong in ({claim: "456"}, {claim: None}):
        with refused("AccessDenied"):
            sts.assume_role_with_web_identity(**call, WebIdentityToken=web_identity_token(**{**token, **wrong}))


def test_a_claim_that_aws_does_not_know_is_no_key(cloud: Cloud):
    call = {"RoleArn": role(cloud, GITHUB, event_name="push"), "RoleSessionName": "test"}
    token = web_identity_token(iss=f"https://{GITHUB}", sub="subject", event_name="push")
    with refused("AccessDenied"):
        cloud.client("sts").assume_role_with_web_identity(**call, WebIdentityToken=token)
