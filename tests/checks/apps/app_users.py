"""Users of an app: a user pool with functions and text messages, an identity pool, and its roles."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_appsync as appsync
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_cognito_identitypool as identity_pools
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_location as location
from aws_cdk import aws_s3 as s3


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Users")
    function = lambda_.Function(
        stack,
        "Confirmed",
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_inline("def handler(event, context): return event"),
    )
    pool = cognito.UserPool(
        stack,
        "Pool",
        self_sign_up_enabled=True,
        mfa=cognito.Mfa.OPTIONAL,
        mfa_second_factor=cognito.MfaSecondFactor(sms=True, otp=True),
        lambda_triggers=cognito.UserPoolTriggers(post_confirmation=function),
    )
    client = pool.add_client("Client")
    identities = identity_pools.IdentityPool(
        stack,
        "Identities",
        allow_unauthenticated_identities=True,
        authentication_providers=identity_pools.IdentityPoolAuthenticationProviders(
            user_pools=[identity_pools.UserPoolAuthenticationProvider(user_pool=pool, user_pool_client=client)]
        ),
    )
    bucket = s3.Bucket(stack, "Pictures")
    identities.authenticated_role.add_to_principal_policy(
        iam.PolicyStatement(
            actions=["s3:GetObject", "s3:PutObject"],
            resources=[bucket.arn_for_objects("${cognito-identity.amazonaws.com:sub}/*")],
        )
    )
    by_hand = cognito.CfnIdentityPool(stack, "ByHand", allow_unauthenticated_identities=False)
    role = iam.Role(
        stack,
        "Signed",
        assumed_by=iam.WebIdentityPrincipal(
            "cognito-identity.amazonaws.com",
            {
                "StringEquals": {"cognito-identity.amazonaws.com:aud": by_hand.ref},
                "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"},
            },
        ),
    )
    cognito.CfnIdentityPoolRoleAttachment(
        stack, "Roles", identity_pool_id=by_hand.ref, roles={"authenticated": role.role_arn}
    )
    table = dynamodb.Table(
        stack, "Notes", partition_key=dynamodb.Attribute(name="owner", type=dynamodb.AttributeType.STRING)
    )
    table.grant_read_write_data(role)
    api = appsync.GraphqlApi(
        stack,
        "Api",
        name="notes",
        definition=appsync.Definition.from_file(str(Path(__file__).with_suffix(".graphql"))),
        authorization_config=appsync.AuthorizationConfig(
            default_authorization=appsync.AuthorizationMode(authorization_type=appsync.AuthorizationType.IAM)
        ),
        log_config=appsync.LogConfig(field_log_level=appsync.FieldLogLevel.ERROR),
    )
    api.add_dynamo_db_data_source("Source", table)
    api.grant_query(role, "note")
    location.CfnMap(
        stack,
        "Map",
        map_name="shops",
        configuration=location.CfnMap.MapConfigurationProperty(style="VectorEsriStreets"),
    )
