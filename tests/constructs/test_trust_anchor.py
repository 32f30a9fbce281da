import re
from typing import Any

import pytest
from aws_cdk import Stack

from iam_stacks import PolicyError, TrustAnchor, TrustedRole, TrustPolicy
from tests.constructs.synthesis import only

CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
AUTHORITY = "arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/a"


def test_an_authority_of_ones_own_is_given_by_its_certificates(stack: Stack) -> None:
    TrustAnchor(stack, "Datacenter", name="Datacenter", certificate_bundle=CERTIFICATE)
    assert only(stack, "AWS::RolesAnywhere::TrustAnchor") == {
        "Name": "Datacenter",
        "Enabled": True,
        "Source": {"SourceType": "CERTIFICATE_BUNDLE", "SourceData": {"X509CertificateData": CERTIFICATE}},
    }


def test_an_authority_of_aws_is_given_by_its_arn(stack: Stack) -> None:
    TrustAnchor(stack, "Datacenter", name="Datacenter", certificate_authority_arn=AUTHORITY)
    assert only(stack, "AWS::RolesAnywhere::TrustAnchor")["Source"] == {
        "SourceType": "AWS_ACM_PCA",
        "SourceData": {"AcmPcaArn": AUTHORITY},
    }


def test_a_role_can_trust_its_certificates(stack: Stack) -> None:
    anchor = TrustAnchor(stack, "Datacenter", name="Datacenter", certificate_bundle=CERTIFICATE)
    trust = TrustPolicy.roles_anywhere(trust_anchor_arn=anchor.trust_anchor_arn, subject={"CN": "backup"})
    TrustedRole(stack, "Backup", trust=trust)
    (statement,) = only(stack, "AWS::IAM::Role")["AssumeRolePolicyDocument"]["Statement"]
    (source,) = statement["Condition"]["ArnEquals"].values()
    assert source == {"Fn::GetAtt": [stack.get_logical_id(anchor.node.find_child("Resource")), "TrustAnchorArn"]}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "a/b", "certificate_bundle": CERTIFICATE}, "name 'a/b' is not allowed"),
        ({}, "give exactly one of certificate_bundle and certificate_authority_arn"),
        ({"certificate_bundle": CERTIFICATE, "certificate_authority_arn": AUTHORITY}, "give exactly one of"),
        (
            {"certificate_bundle": "MIIB"},
            "certificate_bundle of 4 characters is not allowed; give 1 to 8,000",
        ),
        ({"certificate_authority_arn": "arn:aws:acm:eu-central-1:123456789012:certificate/a"}, "is not allowed; give"),
    ],
)
def test_what_aws_would_not_accept_is_refused_at_once(stack: Stack, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        TrustAnchor(stack, "A", **{"name": "A", **wrong})


def test_a_private_key_among_the_certificates_is_refused_and_not_shown(stack: Stack) -> None:
    key = f"{CERTIFICATE}-----BEGIN PRIVATE KEY-----\nbm90LWZvci10aGUtc2NyZWVu\n-----END PRIVATE KEY-----\n"
    with pytest.raises(PolicyError) as refusal:
        TrustAnchor(stack, "A", name="A", certificate_bundle=key)
    assert "bm90LWZv" not in str(refusal.value)
