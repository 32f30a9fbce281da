"""An API with functions inside of a network, a table, and a function that has a URL."""

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_apigatewayv2 as http
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_efs as efs
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_ssm as ssm


def define(app: cdk.App) -> None:
    """Define the stack."""
    stack = cdk.Stack(app, "Api")
    vpc = ec2.Vpc(stack, "Vpc", max_azs=2, nat_gateways=1)
    vpc.add_flow_log("Flow")
    vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
    vpc.add_interface_endpoint("Secrets", service=ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER)
    key = kms.Key(stack, "Key", enable_key_rotation=True)
    table = dynamodb.Table(
        stack,
        "Orders",
        partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING),
        encryption_key=key,
    )
    files = efs.FileSystem(stack, "Files", vpc=vpc, encrypted=True)
    place = files.add_access_point("Place", path="/orders")
    function = lambda_.Function(
        stack,
        "Function",
        runtime=lambda_.Runtime.PYTHON_3_13,
        handler="index.handler",
        code=lambda_.Code.from_inline("def handler(event, context): return {'statusCode': 200}"),
        vpc=vpc,
        tracing=lambda_.Tracing.ACTIVE,
        environment_encryption=key,
        filesystem=lambda_.FileSystem.from_efs_access_point(place, "/mnt/files"),
        insights_version=lambda_.LambdaInsightsVersion.VERSION_1_0_229_0,
        dead_letter_queue_enabled=True,
    )
    table.grant_read_write_data(function)
    table.add_global_secondary_index(
        index_name="by-day", partition_key=dynamodb.Attribute(name="day", type=dynamodb.AttributeType.STRING)
    )
    secretsmanager.Secret(stack, "Token", encryption_key=key).grant_read(function)
    ssm.StringParameter(stack, "Setting", string_value="on").grant_read(function)
    function.add_function_url(auth_type=lambda_.FunctionUrlAuthType.AWS_IAM)
    rest = apigateway.LambdaRestApi(stack, "Rest", handler=function, cloud_watch_role=True)
    rest.root.add_resource("health").add_method("GET", authorization_type=apigateway.AuthorizationType.IAM)
    api = http.HttpApi(stack, "Http")
    (route,) = api.add_routes(
        path="/orders",
        methods=[http.HttpMethod.GET],
        integration=integrations.HttpLambdaIntegration("Orders", function),
        authorizer=authorizers.HttpIamAuthorizer(),
    )
    caller = lambda_.Function(
        stack,
        "Caller",
        runtime=lambda_.Runtime.NODEJS_22_X,
        handler="index.handler",
        code=lambda_.Code.from_inline("exports.handler = async () => {}"),
    )
    route.grant_invoke(caller)
    function.current_version.grant_invoke(caller)
    function.add_alias("live").grant_invoke(caller)
