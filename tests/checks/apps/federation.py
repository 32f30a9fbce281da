"""Roles of those who come from elsewhere, and people with a boundary."""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3

GITHUB = "token.actions.githubusercontent.com"
METADATA = (
    '<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" '
    'entityID="https://openidp.example.com"><md:IDPSSODescriptor '
    'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">'
    + "<!-- certificate -->" * 60
    + "</md:IDPSSODescriptor></md:EntityDescriptor>"
)


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Federation")
    native = iam.OidcProviderNative(stack, "GitHub", url=f"https://{GITHUB}", client_ids=["sts.amazonaws.com"])
    deploy = iam.Role(
        stack,
        "Deploy",
        assumed_by=iam.OpenIdConnectPrincipal(
            native,
            {
                "StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"},
                "StringLike": {f"{GITHUB}:sub": "repo:example-org/shop:environment:production"},
            },
        ),
        max_session_duration=cdk.Duration.hours(2),
    )
    deploy.add_to_policy(
        iam.PolicyStatement(
            actions=["sts:AssumeRole"],
            resources=["arn:aws:iam::*:role/cdk-*"],
            conditions={
                "StringEquals": {"iam:ResourceTag/aws-cdk:bootstrap-role": ["deploy", "file-publishing", "lookup"]}
            },
        )
    )
    gitlab = iam.OpenIdConnectProvider(stack, "GitLab", url="https://gitlab.com", client_ids=["https://gitlab.com"])
    iam.Role(
        stack,
        "GitLabDeploy",
        assumed_by=iam.WebIdentityPrincipal(
            gitlab.open_id_connect_provider_arn,
            {
                "StringEquals": {
                    "gitlab.com:aud": "https://gitlab.com",
                    "gitlab.com:sub": "project_path:example-group/shop:ref_type:branch:ref:main",
                }
            },
        ),
    )
    saml = iam.SamlProvider(stack, "Staff", metadata_document=iam.SamlMetadataDocument.from_xml(METADATA))
    iam.Role(stack, "Console", assumed_by=iam.SamlConsolePrincipal(saml).with_session_tags())
    iam.Role(stack, "Partner", assumed_by=iam.AccountPrincipal("444455556666"), external_ids=["harbour-7f31"])
    iam.Role(stack, "Members", assumed_by=iam.OrganizationPrincipal("o-a1b2c3d4e5"))
    iam.Role(
        stack,
        "Several",
        assumed_by=iam.CompositePrincipal(
            iam.ServicePrincipal("lambda.amazonaws.com"),
            iam.ServicePrincipal("edgelambda.amazonaws.com"),
            iam.AccountRootPrincipal(),
        ),
    )
    boundary = iam.ManagedPolicy(
        stack,
        "Boundary",
        statements=[
            iam.PolicyStatement(actions=["s3:*", "logs:*"], resources=["*"]),
            iam.PolicyStatement(effect=iam.Effect.DENY, not_actions=["s3:*", "logs:*"], resources=["*"]),
        ],
    )
    group = iam.Group(
        stack, "People", managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name("ReadOnlyAccess")]
    )
    user = iam.User(stack, "Jane", permissions_boundary=boundary, groups=[group])
    bucket = s3.Bucket(stack, "Home")
    bucket.grant_read_write(user, "jane/*")
    group.add_to_policy(
        iam.PolicyStatement(
            effect=iam.Effect.DENY,
            not_actions=[
                "iam:GetUser",
                "iam:ListMFADevices",
                "iam:EnableMFADevice",
                "iam:CreateVirtualMFADevice",
                "sts:GetSessionToken",
            ],
            resources=["*"],
            conditions={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
        )
    )
    iam.PermissionsBoundary.of(deploy).apply(boundary)
